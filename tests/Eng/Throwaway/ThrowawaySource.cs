namespace Matrix.Tests.Eng.Throwaway;

/// <summary>What a throwaway backend is made of, as a user would write it.</summary>
internal static class ThrowawaySource
{
    /// <summary>Starts SQLite with one table of notes, or fails as a server does that is not to be had.</summary>
    public const string Fixture = """
        using System.Data.Common;
        using Matrix.Harness;
        using Matrix.Harness.Development;
        using Matrix.Harness.Servers;
        using Matrix.Harness.Sqlite;
        using Matrix.Harness.Targets;
        using Matrix.Harness.Xunit;

        namespace Throwaway.$Backend$;

        public sealed class $Backend$Fixture : BackendFixture
        {
            protected override DatabaseEngine Engine => Environment.GetEnvironmentVariable("NO_SERVER") is null ? new SqliteEngine() : new SwitchedOff();

            protected override Blueprint Blueprint => new Notes();

            private sealed class SwitchedOff : DatabaseEngine
            {
                public override Task<DatabaseServer> StartAsync(Target target, Blueprint blueprint, Action<string> report, CancellationToken cancellationToken) =>
                    throw new ServerUnavailableException($"{target.Name} cannot be had: it is switched off. Switch it on.");

                public override Task<DevelopmentDatabase> OpenAsync(string address, CancellationToken cancellationToken) =>
                    throw new ServerUnavailableException($"{address} cannot be had: it is switched off. Switch it on.");
            }

            private sealed class Notes : Blueprint
            {
                public override string Fingerprint => "notes";

                public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
                {
                    using var create = connection.CreateCommand();
                    create.CommandText = "CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE); INSERT INTO notes VALUES (1, 'seed')";
                    await create.ExecuteNonQueryAsync(cancellationToken);
                }
            }
        }
        """;

    /// <summary>One behaviour that passes.</summary>
    public const string PassingBehaviour = """
        using Xunit;

        namespace Throwaway;

        public sealed class Arithmetic
        {
            [Fact]
            public void One_and_one_is_two() => Assert.Equal(2, 1 + 1);
        }
        """;
}
