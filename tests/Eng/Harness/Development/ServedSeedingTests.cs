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

    private protected sealed class Empty : Blueprint
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

    [Theory]
    [InlineData("CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2'", "function twice(integer)")]
    [InlineData("CREATE TYPE mood AS ENUM ('fine', 'bad')", "type mood")]
    [InlineData("CREATE TYPE pair AS (a int, b int)", "type pair")]
    [InlineData("CREATE DOMAIN short AS varchar(3)", "domain short")]
    [InlineData("CREATE SEQUENCE numbers", "sequence numbers")]
    [InlineData("CREATE SCHEMA \"A part\"", "schema A part")]
    public async Task What_stands_without_a_table_is_not_taken_away_unasked(string statement, string listed)
    {
        var address = await NewAddressAsync();
        await RunAsync(address, [statement]);

        var error = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(address, new Empty()));

        Assert.Contains(listed, error.Message, StringComparison.Ordinal);
        Assert.Contains(listed, await SeedAsync(address, new Empty(), force: true), StringComparison.Ordinal);
        // It can be made again, so it was gone.
        await RunAsync(address, [statement]);
    }

    [Fact]
    public async Task An_account_that_may_not_look_or_drop_is_told()
    {
        var address = await NewAddressAsync();
        await RunAsync(address, ["CREATE TABLE precious (id int)", "CREATE TABLE public_one (id int)", "CREATE ROLE weak LOGIN PASSWORD 'weak'"]);
        var weak = new DbConnectionStringBuilder { ConnectionString = address, ["Username"] = "weak", ["Password"] = "weak" }.ConnectionString;

        var blind = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(weak, new Empty()));
        await RunAsync(address, ["GRANT SELECT ON ALL TABLES IN SCHEMA public TO weak"]);
        var helpless = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(weak, new Empty(), force: true));

        Assert.Contains("could not be looked into", blind.Message, StringComparison.Ordinal);
        Assert.Contains("could not be emptied", helpless.Message, StringComparison.Ordinal);
        await using var database = await OpenAsync(address);
        Assert.Equal(2, (await database.ReadAsync(TestContext.Current.CancellationToken)).Count);
    }
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

    [Theory]
    [InlineData("CREATE PROCEDURE nothing() SELECT 1", "procedure nothing")]
    [InlineData("CREATE FUNCTION one() RETURNS int DETERMINISTIC RETURN 1", "function one")]
    [InlineData("CREATE EVENT later ON SCHEDULE AT '2040-01-01 00:00:00' DO SELECT 1", "event later")]
    public async Task What_stands_without_a_table_is_not_taken_away_unasked(string statement, string listed)
    {
        var address = await NewAddressAsync();
        await RunAsync(address, [statement]);

        var error = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(address, new Empty()));

        Assert.Contains(listed, error.Message, StringComparison.Ordinal);
        Assert.Contains(listed, await SeedAsync(address, new Empty(), force: true), StringComparison.Ordinal);
        // It can be made again, so it was gone.
        await RunAsync(address, [statement]);
    }
}

public sealed class MySqlServerSeedingTests() : MySqlSeedingTests("mysql@9.7");

public sealed class MariaDbSeedingTests() : MySqlSeedingTests("mariadb@11.8");
