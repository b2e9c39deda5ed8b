using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Npgsql;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>A server on which the account may create databases, and nothing else.</summary>
public sealed class RestrictedAccountServer : PostgresHiddenWriteServer
{
    protected override async Task<RunningServer> StartAsync()
    {
        var running = await TestServers.PostgresAsync(shared: false);
        await using (var source = NpgsqlDataSource.Create(running.ConnectionString))
        await using (var create = source.CreateCommand("CREATE ROLE restricted LOGIN CREATEDB PASSWORD 'restricted'"))
            await create.ExecuteNonQueryAsync();
        return new Restricted(running);
    }

    private sealed class Restricted(RunningServer inner) : RunningServer
    {
        public override EngineIdentity Engine => inner.Engine;

        public override string ConnectionString { get; } =
            new NpgsqlConnectionStringBuilder(inner.ConnectionString) { Username = "restricted", Password = "restricted", Database = "postgres" }.ConnectionString;

        public override string Description => inner.Description;

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}

/// <summary>What an account without the rights of a superuser cannot restore is replaced.</summary>
public sealed class RestrictedAccountTests(RestrictedAccountServer server) : HiddenWriteContract(server), IClassFixture<RestrictedAccountServer>
{
    private const string Tenants =
        """
        CREATE TABLE rows_of_tenants (tenant TEXT, n INT);
        INSERT INTO rows_of_tenants VALUES ('1', 1);
        ALTER TABLE rows_of_tenants ENABLE ROW LEVEL SECURITY;
        ALTER TABLE rows_of_tenants FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON rows_of_tenants USING (tenant = current_setting('app.tenant', true));
        CREATE FUNCTION seen() RETURNS BIGINT LANGUAGE plpgsql AS 'BEGIN PERFORM set_config(''app.tenant'', ''1'', true); RETURN (SELECT count(*) FROM rows_of_tenants); END';
        """;

    [Fact]
    public Task A_row_behind_a_forced_policy_is_gone() => AssertNothingLeftAsync(
        Tenants, Isolation.OwnDatabase, "SET app.tenant = '1'; INSERT INTO rows_of_tenants VALUES ('1', 5)", "SELECT seen()");

    [Theory]
    [InlineData("DELETE FROM child; UPDATE parent SET n = 9")]
    [InlineData("INSERT INTO parent VALUES (2, 2); INSERT INTO child VALUES (20, 2)")]
    [InlineData("DELETE FROM parent")]
    [InlineData("INSERT INTO noted VALUES (1)")]
    public Task Rows_are_as_before(string sql) => AssertNothingLeftAsync(
        """
        CREATE TABLE parent (id INT PRIMARY KEY, n INT);
        CREATE TABLE child (id INT PRIMARY KEY, parent INT REFERENCES parent ON DELETE CASCADE);
        CREATE TABLE note (n INT);
        CREATE TABLE noted (n INT);
        INSERT INTO parent VALUES (1, 1); INSERT INTO child VALUES (10, 1);
        CREATE FUNCTION notes() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN INSERT INTO note VALUES (NEW.n); RETURN NEW; END';
        CREATE TRIGGER t AFTER INSERT OR DELETE ON noted FOR EACH ROW EXECUTE FUNCTION notes();
        """,
        Isolation.OwnDatabase, sql, "SELECT concat_ws(' ', (SELECT sum(n) FROM parent), (SELECT count(*) FROM child), (SELECT count(*) FROM note), (SELECT count(*) FROM noted))");
}
