using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Npgsql;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Audits;

public sealed class PostgresAuditTests : AuditContract
{
    protected override string Rich =>
        """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE DOMAIN short AS TEXT CHECK (length(VALUE) < 10);
        CREATE TABLE audited (id INT PRIMARY KEY, note TEXT, feeling mood DEFAULT 'good', twice INT GENERATED ALWAYS AS (id * 2) STORED);
        CREATE TABLE numbered (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s short, audited INT REFERENCES audited ON DELETE CASCADE);
        CREATE TABLE whole (id INT, part INT) PARTITION BY LIST (part);
        CREATE TABLE first_part PARTITION OF whole FOR VALUES IN (1);
        CREATE VIEW shown AS SELECT note FROM audited;
        CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM audited;
        CREATE SEQUENCE loose;
        CREATE FUNCTION noted() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER t BEFORE INSERT ON audited FOR EACH ROW EXECUTE FUNCTION noted();
        ALTER TABLE numbered ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON numbered USING (true);
        CREATE RULE r AS ON DELETE TO whole DO ALSO SELECT 1;
        CREATE INDEX i ON audited (note);
        INSERT INTO audited (id, note) VALUES (1, 'one'), (2, NULL);
        INSERT INTO numbered (s) VALUES ('a');
        INSERT INTO whole VALUES (1, 1);
        """;

    [Theory]
    [InlineData("DELETE FROM audited WHERE id = 2", "rows of public.audited")]
    [InlineData("INSERT INTO whole VALUES (2, 1)", "rows of public.first_part")]
    [InlineData("UPDATE audited SET note = 'ONE' WHERE id = 1", "rows of public.audited")]
    [InlineData("SELECT nextval('loose')", "sequence public.loose")]
    [InlineData("REFRESH MATERIALIZED VIEW counted", "rows of public.counted")]
    [InlineData("COMMENT ON TABLE audited IS 'x'", "relation public.audited")]
    [InlineData("COMMENT ON COLUMN audited.note IS 'x'", "column public.audited.note")]
    [InlineData("GRANT SELECT ON audited TO PUBLIC", "relation public.audited")]
    [InlineData("ALTER TABLE audited ALTER note SET DEFAULT 'x'", "column public.audited.note")]
    [InlineData("ALTER TABLE audited ADD CHECK (id > 0)", "constraint public.audited")]
    [InlineData("DROP INDEX i", "index public.i")]
    [InlineData("ALTER TABLE audited DISABLE TRIGGER t", "trigger audited.t")]
    [InlineData("DROP RULE r ON whole", "rule whole.r")]
    [InlineData("CREATE OR REPLACE FUNCTION noted() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "routine noted()")]
    [InlineData("ALTER TYPE mood ADD VALUE 'odd'", "type public.mood")]
    [InlineData("ALTER POLICY p ON numbered USING (false)", "policy numbered.p")]
    [InlineData("CREATE STATISTICS both_columns ON id, note FROM audited", "statistics object both_columns")]
    [InlineData("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", "default privilege")]
    [InlineData("SELECT lo_create(4711)", "large object 4711")]
    [InlineData("CREATE SCHEMA extra", "schema extra")]
    [InlineData("CREATE PUBLICATION p FOR ALL TABLES", "publication p")]
    [InlineData("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''3MB''', current_database()); END $$", "database setting work_mem")]
    [InlineData("SET work_mem = '3MB'", "setting work_mem")]
    [InlineData("SELECT pg_advisory_lock(4)", "advisory lock")]
    [InlineData("PREPARE answer AS SELECT 42", "prepared statement answer")]
    [InlineData("CREATE TEMP TABLE scratch (n INT)", "temporary object scratch")]
    [InlineData("LISTEN news", "listening news")]
    [InlineData("DECLARE hand CURSOR WITH HOLD FOR SELECT 42", "cursor hand")]
    public Task A_change_is_seen(string change, string fact) => AssertSeenAsync(change, fact);

    protected override async Task<DatabaseServer> StartAsync(Blueprint blueprint) => await PostgresServer.OpenAsync(await TestServers.PostgresAsync(), blueprint, Token);

    protected override async Task PlantAsync(LeasableDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
