using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Sqlite;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>What older SQLites answer, of which no target is one. Held against the ledger beside this file, on which docs/claims.json rests.</summary>
public sealed class SqliteLibrariesTests
{
    private static readonly IReadOnlyCollection<LedgerEntry> Ledger = DifferenceLedger.Read(Repository.PathOf("tests", "Eng", "Harness.Sqlite")).Entries;

    [Theory]
    [InlineData("sqlitepclraw.lib.e_sqlite3.linux", "1.1.14", "3.28.0")]
    [InlineData("sqlitepclraw.lib.e_sqlite3", "2.0.6", "3.35.5")]
    public async Task RETURNING_is_understood(string package, string version, string sqlite)
    {
        using var library = NativeSqlite.Of(package, version);
        library.Column("CREATE TABLE tree_nodes (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");

        await HoldAsync(library, "SqliteLibraries.RETURNING_is_understood", "INSERT ... RETURNING name");

        Assert.Equal(sqlite, library.Version);
    }

    [Fact]
    public void What_the_ledger_says_of_them_is_asked_of_each() => Assert.All(Ledger, entry =>
        Assert.Equal(["sqlite@3.28.0", "sqlite@3.35.5"], entry.Measured));

    private static async Task HoldAsync(NativeSqlite library, string behaviour, string label)
    {
        var entry = Assert.Single(Ledger, e => e.Behaviour == behaviour);
        Assert.True(LedgerEntry.TryFind(entry.Observations[label], new EngineIdentity("sqlite", library.Version), out var expected), $"{behaviour}: no answer from {library.Version} is expected.");
        var observe = new Observations(SqliteErrors.Describe);

        await observe.Outcome(label, () => Task.FromResult(library.Column(entry.Sql!)));

        Assert.Equal(expected!.ToJsonString(), observe.Values[label]!.ToJsonString());
    }
}
