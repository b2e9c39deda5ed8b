using Matrix.Harness.Leases;
using Matrix.Tests.Eng.Leases;
using Npgsql;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>What a test can leave on PostgreSQL without a statement's text saying so.</summary>
public sealed class PostgresLeakTests(PostgresHiddenWriteServer server) : HiddenWriteContract(server), IClassFixture<PostgresHiddenWriteServer>
{
    private const string Plain = "CREATE TABLE plain (t TEXT); CREATE TABLE other (n INT); INSERT INTO plain VALUES ('seed'); INSERT INTO other VALUES (1), (2);";

    private const string Family =
        """
        CREATE TABLE parent (id INT PRIMARY KEY);
        CREATE TABLE child (id INT PRIMARY KEY, parent INT REFERENCES parent ON DELETE CASCADE);
        CREATE TABLE grandchild (id INT PRIMARY KEY, child INT REFERENCES child ON DELETE CASCADE);
        INSERT INTO parent VALUES (1); INSERT INTO child VALUES (10, 1); INSERT INTO grandchild VALUES (100, 10);
        """;

    private const string Partitioned =
        """
        CREATE TABLE note (n INT);
        CREATE TABLE other (id INT PRIMARY KEY);
        CREATE TABLE whole (id INT, part INT) PARTITION BY LIST (part);
        CREATE TABLE first_part PARTITION OF whole FOR VALUES IN (1);
        ALTER TABLE first_part ADD FOREIGN KEY (id) REFERENCES other ON DELETE CASCADE;
        INSERT INTO other VALUES (5); INSERT INTO whole VALUES (5, 1);
        CREATE FUNCTION noted() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN INSERT INTO note VALUES (NEW.id); RETURN NEW; END';
        CREATE TRIGGER t AFTER INSERT ON first_part FOR EACH ROW EXECUTE FUNCTION noted();
        """;

    private const string Events = "CREATE TABLE events (n INT); CREATE FUNCTION noted() RETURNS TRIGGER LANGUAGE plpgsql AS $f$ BEGIN {0}; RETURN NEW; END $f$; CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION noted();";

    [Theory]
    [InlineData("INSERT INTO child VALUES (11, 1); DELETE FROM parent WHERE id = 1", "SELECT count(*) FROM grandchild")]
    [InlineData("INSERT INTO child VALUES (11, 1)", "SELECT count(*) FROM child")]
    public Task A_cascade_of_several_steps_is_undone(string sql, string question) => AssertNothingLeftAsync(Family, Isolation.OwnDatabase, sql, question);

    [Theory]
    [InlineData("INSERT INTO other VALUES (1); INSERT INTO whole VALUES (1, 1)", "SELECT count(*) FROM note")]
    [InlineData("DELETE FROM other", "SELECT count(*) FROM whole")]
    public Task What_belongs_to_a_partition_is_undone(string sql, string question) => AssertNothingLeftAsync(Partitioned, Isolation.OwnDatabase, sql, question);

    [Theory]
    [InlineData("EXECUTE 'CREATE TABLE IF NOT EXISTS events_' || NEW.n || ' (n INT)'", "SELECT to_regclass('events_7') IS NULL")]
    [InlineData("EXECUTE 'COMMENT ON TABLE events IS ''seen'''", "SELECT coalesce(obj_description('events'::regclass), 'none')")]
    [InlineData("PERFORM set_config('TimeZone', 'Asia/Tokyo', false)", "SHOW TimeZone")]
    [InlineData("PERFORM set_config('app.tenant', '7', false)", "SELECT coalesce(current_setting('app.tenant', true), 'never set')")]
    [InlineData("PERFORM pg_advisory_lock(77)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND pid = pg_backend_pid()")]
    public Task What_a_trigger_does_is_undone(string body, string question) =>
        AssertNothingLeftAsync(Events.Replace("{0}", body, StringComparison.Ordinal), Isolation.OwnDatabase, "INSERT INTO events VALUES (7)", question);

    [Fact]
    public Task A_materialized_view_that_a_trigger_refreshes_is_as_before() => AssertNothingLeftAsync(
        "CREATE TABLE events (n INT); CREATE MATERIALIZED VIEW tally AS SELECT count(*) AS n FROM events; CREATE FUNCTION noted() RETURNS TRIGGER LANGUAGE plpgsql AS "
        + "'BEGIN REFRESH MATERIALIZED VIEW tally; RETURN NULL; END'; CREATE TRIGGER t AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION noted();",
        Isolation.OwnDatabase, "INSERT INTO events VALUES (7)", "SELECT n FROM tally");

    [Theory]
    [InlineData("UPDATE plain SET t = E'a'\n'\\''; DELETE FROM other; --'", "SELECT count(*) FROM other")]
    [InlineData("EXPLAIN ANALYZE CREATE TABLE leaked AS SELECT 1", "SELECT to_regclass('leaked') IS NULL")]
    [InlineData("CREATE SCHEMA api; CREATE VIEW api.plain AS SELECT n FROM other; INSERT INTO api.plain VALUES (9)", "SELECT count(*) FROM other")]
    [InlineData("TRUNCATE other", "SELECT count(*) FROM other")]
    [InlineData("DO $$ BEGIN COMMENT ON TABLE plain IS 'x'; END $$", "SELECT coalesce(obj_description('plain'::regclass), 'none')")]
    [InlineData("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''3MB''', current_database()); END $$", "SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()")]
    [InlineData("DO $$ BEGIN ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; END $$", "SELECT count(*) FROM pg_default_acl")]
    [InlineData("DO $$ BEGIN CREATE STATISTICS both_columns ON t, length(t) FROM plain; END $$", "SELECT count(*) FROM pg_statistic_ext")]
    [InlineData("DO $$ BEGIN CREATE FUNCTION halt() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER halted ON sql_drop EXECUTE FUNCTION halt(); END $$", "SELECT count(*) FROM pg_event_trigger")]
    [InlineData("SELECT lo_create(4711)", "SELECT count(*) FROM pg_largeobject_metadata")]
    [InlineData("GRANT SELECT ON plain TO PUBLIC", "SELECT relacl::text FROM pg_class WHERE relname = 'plain'")]
    [InlineData("GRANT SELECT (n) ON other TO PUBLIC", "SELECT count(*) FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid = 'other'::regclass")]
    [InlineData("ALTER TABLE plain ENABLE ROW LEVEL SECURITY", "SELECT relrowsecurity FROM pg_class WHERE relname = 'plain'")]
    [InlineData("CREATE PUBLICATION everything FOR ALL TABLES", "SELECT count(*) FROM pg_publication")]
    [InlineData("CREATE EXTENSION pg_trgm", "SELECT count(*) FROM pg_extension")]
    public Task What_the_text_does_not_lead_to_is_undone(string sql, string question) => AssertNothingLeftAsync(Plain, Isolation.OwnDatabase, sql, question);

    [Fact]
    public Task A_sequence_that_a_view_moves_stands_where_it_stood() => AssertNothingLeftAsync(
        "CREATE SEQUENCE s; CREATE VIEW v AS SELECT nextval('s') AS n", Isolation.OwnDatabase, "SELECT n FROM v", "SELECT last_value || ' ' || is_called FROM s");

    [Theory]
    [InlineData("SELECT nextval('s'); SAVEPOINT a; SELECT nextval('s'); ROLLBACK TO SAVEPOINT a")]
    [InlineData("SAVEPOINT a; SELECT setval('s', 99); ROLLBACK TO SAVEPOINT a")]
    [InlineData("DO $$ BEGIN BEGIN PERFORM nextval('s'); RAISE 'no'; EXCEPTION WHEN OTHERS THEN NULL; END; END $$")]
    [InlineData("TRUNCATE t RESTART IDENTITY; INSERT INTO t DEFAULT VALUES; SELECT nextval('s')")]
    public Task A_sequence_that_a_rolled_back_lease_moves_stands_where_it_stood(string sql) => AssertNothingLeftAsync(
        "CREATE SEQUENCE s START 5; CREATE TABLE t (id SERIAL)", Isolation.Rollback, sql, "SELECT last_value || ' ' || is_called FROM s");

    [Fact]
    public Task A_lock_that_a_function_takes_is_let_go() => AssertNothingLeftAsync(
        "CREATE FUNCTION take() RETURNS VOID LANGUAGE sql AS 'SELECT pg_advisory_lock(42)'", Isolation.Rollback, "SELECT take()",
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()");

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public Task A_setting_that_a_test_made_up_is_unknown_again(Isolation isolation) => AssertNothingLeftAsync(
        Plain, isolation, "SET app.tenant = '7'", "SELECT coalesce(current_setting('app.tenant', true), 'never set')");

    [Fact]
    public Task The_next_test_is_in_its_own_database() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, async lease => await lease.Connection.ChangeDatabaseAsync("postgres"), "SELECT current_database() LIKE 'matrix%'");

    [Fact]
    public Task A_forged_savepoint_is_told() => AssertNothingLeftAsync(
        Plain, Isolation.Rollback, "INSERT INTO other VALUES (3); COMMIT; BEGIN; SAVEPOINT matrix_lease", "SELECT count(*) FROM other", "The test ended the transaction of its lease");

    [Theory]
    [InlineData(Isolation.OwnDatabase)]
    [InlineData(Isolation.Rollback)]
    public async Task What_a_connection_writes_that_nobody_hears_is_gone(Isolation isolation) => await AssertNothingLeftAsync(
        Plain, isolation, async lease =>
        {
            await lease.ExecuteAsync(isolation == Isolation.Rollback ? "UPDATE plain SET t = 'mine'" : "UPDATE other SET n = 9");
            var builder = new NpgsqlDataSourceBuilder(lease.Database.ConnectionString);
            builder.ConfigureTracing(options => options.EnablePhysicalOpenTracing(false).ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
            await using var source = builder.Build();
            await using var unheard = await source.OpenConnectionAsync();
            await unheard.ExecuteAsync("UPDATE other SET n = 77");
        },
        "SELECT sum(n) FROM other");

    [Fact]
    public Task Counting_that_a_test_stops_is_noticed() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, "SET track_counts = off; DELETE FROM other", "SELECT count(*) FROM other");

    [Fact]
    public Task Counting_that_a_routine_stops_is_noticed() => AssertNothingLeftAsync(
        Plain + "CREATE FUNCTION stop() RETURNS TEXT LANGUAGE sql AS 'SELECT set_config(''track_'' || ''counts'', ''off'', false)';",
        Isolation.OwnDatabase, "SELECT stop(); DELETE FROM other", "SELECT count(*) FROM other");

    [Fact]
    public Task Counting_that_is_stopped_on_another_connection_is_noticed() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, async lease =>
        {
            await using var second = await lease.DataSource.OpenConnectionAsync();
            await second.ExecuteAsync("SET track_counts = off; DELETE FROM other");
        },
        "SELECT count(*) FROM other");

    [Theory]
    [InlineData("TRUNCATE other")]
    [InlineData("TRUNCATE other; INSERT INTO other VALUES (9)")]
    [InlineData("CREATE TEMP TABLE scratch (n INT); DELETE FROM other")]
    public Task A_database_is_kept_where_no_definition_changed(string sql) => AssertRestoredAsync(Plain, sql, "SELECT count(*) || ' ' || coalesce(sum(n), 0) FROM other");

    [Fact]
    public Task Counting_that_a_test_begins_again_is_noticed() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, "DELETE FROM other; SELECT pg_stat_force_next_flush(); SELECT pg_stat_reset()", "SELECT count(*) FROM other");
}
