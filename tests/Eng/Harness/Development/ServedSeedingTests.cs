using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Harness.Servers.Given;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Development;

/// <summary>Somebody's database on a server, where a server is to be had.</summary>
public abstract class ServedSeedingTests(string target) : SeedingContract, IAsyncLifetime
{
    private SharedServer? server;

    public async ValueTask InitializeAsync() => server = await SharedServer.StartAsync(target);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override Task<string> NewAddressAsync() =>
        Task.FromResult(new DbConnectionStringBuilder { ConnectionString = server!.Address, ["Database"] = "dev_" + Guid.NewGuid().ToString("N")[..8] }.ConnectionString);

    [Fact]
    public async Task An_address_without_a_database_is_told_without_a_password()
    {
        var address = new DbConnectionStringBuilder { ConnectionString = server!.Address };
        var password = address["Password"].ToString()!;
        address.Remove("Database");

        var error = await Assert.ThrowsAsync<MatrixException>(() => OpenAsync(address.ConnectionString));

        Assert.Contains("names no database", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_is_told_without_a_password()
    {
        var address = new DbConnectionStringBuilder { ConnectionString = await NewAddressAsync(), ["Password"] = "wrong-and-secret" };

        var error = await Assert.ThrowsAsync<ServerUnavailableException>(() => OpenAsync(address.ConnectionString));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_address_may_be_a_URL()
    {
        var url = ServerAddress.ToUrl(await NewAddressAsync(), target.Split('@')[0]);

        Assert.Contains("is seeded", await SeedAsync(url, new Empty()), StringComparison.Ordinal);
    }

    private sealed class Empty : Blueprint
    {
        public override string Fingerprint => "";

        public override Task BuildAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

public sealed class PostgresSeedingTests() : ServedSeedingTests("postgres@18")
{
    private protected override DatabaseEngine Engine { get; } = new PostgresEngine();

    private protected override IReadOnlyList<string> Somebodys { get; } =
    [
        "CREATE TYPE mood AS ENUM ('fine', 'bad')",
        "CREATE DOMAIN short AS varchar(3)",
        "CREATE SEQUENCE numbers",
        "CREATE TABLE precious (id int PRIMARY KEY DEFAULT nextval('numbers'), mood mood, name short)",
        "INSERT INTO precious DEFAULT VALUES", "INSERT INTO precious DEFAULT VALUES",
        "CREATE VIEW glance AS SELECT id FROM precious",
        "CREATE MATERIALIZED VIEW stare AS SELECT id FROM glance",
        "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2'",
        "CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA apart", "CREATE TABLE apart.more (id int)",
    ];
}

public abstract class MySqlSeedingTests(string target) : ServedSeedingTests(target)
{
    private protected override DatabaseEngine Engine { get; } = new MySqlEngine();

    private protected override IReadOnlyList<string> Somebodys { get; } =
    [
        "CREATE TABLE precious (id int PRIMARY KEY AUTO_INCREMENT)",
        "INSERT INTO precious VALUES (), ()",
        "CREATE TABLE child (id int, FOREIGN KEY (id) REFERENCES precious (id))",
        "CREATE VIEW glance AS SELECT id FROM precious",
        "CREATE TRIGGER keep BEFORE INSERT ON child FOR EACH ROW SET NEW.id = 1",
        "CREATE PROCEDURE nothing() SELECT 1",
        "CREATE FUNCTION one() RETURNS int DETERMINISTIC RETURN 1",
    ];
}

public sealed class MySqlServerSeedingTests() : MySqlSeedingTests("mysql@9.7");

public sealed class MariaDbSeedingTests() : MySqlSeedingTests("mariadb@11.8");
