using Matrix.Harness.Leases;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>What a test can leave on MySQL and MariaDB without a statement's text saying so.</summary>
public abstract class MySqlLeakContract(MySqlHiddenWriteServer server) : HiddenWriteContract(server)
{
    private const string Plain = "CREATE TABLE plain (n INT); CREATE TABLE other (n INT); INSERT INTO plain VALUES (1); INSERT INTO other VALUES (1), (2);";

    private const string Family =
        """
        CREATE TABLE parent (id INT PRIMARY KEY);
        CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE);
        CREATE TABLE grandchild (id INT PRIMARY KEY, child INT, FOREIGN KEY (child) REFERENCES child (id) ON DELETE CASCADE);
        INSERT INTO parent VALUES (1); INSERT INTO child VALUES (10, 1); INSERT INTO grandchild VALUES (100, 10);
        """;

    [Fact]
    public Task A_cascade_of_several_steps_is_undone() => AssertNothingLeftAsync(
        Family, Isolation.OwnDatabase, "INSERT INTO child VALUES (11, 1); DELETE FROM parent WHERE id = 1", "SELECT count(*) FROM grandchild");

    [Theory]
    [InlineData("MyISAM", "INSERT INTO legacy VALUES (2)")]
    [InlineData("MEMORY", "INSERT INTO legacy VALUES (2)")]
    [InlineData("MyISAM", "UPDATE plain SET n = 2; DELETE FROM legacy")]
    [InlineData("MyISAM", "CALL fill()")]
    public Task A_table_that_no_rollback_undoes_is_restored(string engine, string sql) => AssertNothingLeftAsync(
        Plain + $"CREATE TABLE legacy (id INT PRIMARY KEY) ENGINE={engine}; INSERT INTO legacy VALUES (1); CREATE PROCEDURE fill() INSERT INTO legacy VALUES (3);",
        Isolation.Rollback, sql, "SELECT group_concat(id) FROM legacy");

    [Theory]
    [InlineData(Isolation.Rollback, "CREATE TRIGGER t AFTER UPDATE ON plain FOR EACH ROW SET @left = NEW.n", "UPDATE plain SET n = 7", "SELECT @left IS NULL")]
    [InlineData(Isolation.OwnDatabase, "CREATE TRIGGER t AFTER UPDATE ON plain FOR EACH ROW SET @left = NEW.n", "UPDATE plain SET n = 7", "SELECT @left IS NULL")]
    [InlineData(Isolation.Rollback, "", "UPDATE plain SET n = (@a := 7)", "SELECT @a IS NULL")]
    [InlineData(Isolation.Rollback, "CREATE FUNCTION take() RETURNS INT RETURN get_lock('matrix_contract_taken', 0)", "SELECT take()", "SELECT coalesce(is_used_lock('matrix_contract_taken') = connection_id(), 0)")]
    [InlineData(Isolation.OwnDatabase, "CREATE FUNCTION take() RETURNS INT RETURN get_lock('matrix_contract_taken', 0)", "SELECT take()", "SELECT coalesce(is_used_lock('matrix_contract_taken') = connection_id(), 0)")]
    [InlineData(Isolation.OwnDatabase, "", "SELECT get_lock('matrix_contract_own', 0)", "SELECT coalesce(is_used_lock('matrix_contract_own') = connection_id(), 0)")]
    [InlineData(Isolation.Rollback, "", "SET sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode")]
    [InlineData(Isolation.OwnDatabase, "", "CREATE TEMPORARY TABLE scratch (n INT)", "SELECT count(*) FROM scratch")]
    public Task What_is_left_on_the_session_is_gone(Isolation isolation, string blueprint, string sql, string question) =>
        AssertNothingLeftAsync(Plain + blueprint + ";", isolation, sql, question);

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public Task The_next_test_is_in_its_own_database(Isolation isolation) => AssertNothingLeftAsync(
        Plain, isolation, async lease => await lease.Connection.ChangeDatabaseAsync("information_schema"), "SELECT database() LIKE 'matrix%'");

    [Fact]
    public Task The_next_test_is_in_its_own_database_after_a_use() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, lease => lease.ExecuteAsync("USE information_schema"), "SELECT database() LIKE 'matrix%'");

    [Fact]
    public Task A_forged_savepoint_is_told() => AssertNothingLeftAsync(
        Plain, Isolation.Rollback, "INSERT INTO other VALUES (3); COMMIT; BEGIN; SAVEPOINT matrix_lease", "SELECT count(*) FROM other", "The test ended the transaction of its lease");

    [Theory]
    [InlineData("PREPARE s FROM 'DELETE FROM other'; EXECUTE s")]
    [InlineData("SET @sql = concat('DELETE FROM o', 'ther'); PREPARE s FROM @sql; EXECUTE s")]
    [InlineData("UPDATE plain SET n = 2; DELETE /*!50000 FROM other */")]
    [InlineData("CALL clear_other()")]
    [InlineData("DELETE FROM shown")]
    [InlineData("TRUNCATE other")]
    [InlineData("CREATE TABLE further (n INT); DELETE FROM other")]
    public Task What_the_text_does_not_lead_to_is_undone(string sql) => AssertNothingLeftAsync(
        Plain + "CREATE PROCEDURE clear_other() DELETE FROM other; CREATE VIEW shown AS SELECT n FROM other;", Isolation.OwnDatabase, sql, "SELECT count(*) FROM other");

    [Theory]
    [InlineData("XA START 'matrix-contract'; UPDATE other SET n = 5; XA END 'matrix-contract'; XA PREPARE 'matrix-contract'")]
    [InlineData("XA START x'6d6378', x'01', 3; UPDATE other SET n = 5; XA END x'6d6378', x'01', 3; XA PREPARE x'6d6378', x'01', 3")]
    [InlineData("XA START 'matrix-active'; UPDATE other SET n = 5")]
    public Task A_transaction_that_was_prepared_for_a_second_phase_is_rolled_back(string sql) => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, async lease =>
        {
            await using var second = await lease.DataSource.OpenConnectionAsync();
            await second.ExecuteAsync(sql);
            await lease.ExecuteAsync("UPDATE plain SET n = 2");
        },
        "SELECT (SELECT n FROM plain) + 0 * (SELECT sum(n) FROM other)");

    [Fact]
    public async Task A_transaction_that_somebody_else_prepared_is_left_alone()
    {
        var outside = "";
        await AssertNothingLeftAsync(
            Plain, Isolation.OwnDatabase, async lease =>
            {
                // In no database of the test's, and its name is a part of the test's own.
                outside = lease.Database.ConnectionString;
                await using var other = new MySqlConnection(new MySqlConnectionStringBuilder(outside) { Database = "", Pooling = false }.ConnectionString);
                await other.OpenAsync();
                await other.ExecuteAsync("CREATE DATABASE somebodys; CREATE TABLE somebodys.t (n INT)");
                await other.ExecuteAsync("XA START 'matrix'; INSERT INTO somebodys.t VALUES (1); XA END 'matrix'; XA PREPARE 'matrix'");
                await lease.ExecuteAsync("UPDATE plain SET n = 2; XA START 'matrix-of-mine'; UPDATE other SET n = 5; XA END 'matrix-of-mine'; XA PREPARE 'matrix-of-mine'");
            },
            "SELECT n FROM plain");

        await using var somebody = new MySqlConnection(new MySqlConnectionStringBuilder(outside) { Database = "", Pooling = false }.ConnectionString);
        await somebody.OpenAsync();
        await somebody.ExecuteAsync("XA COMMIT 'matrix'; DROP DATABASE somebodys");
    }

    [Fact]
    public Task A_prepared_transaction_of_the_leases_connection_is_rolled_back() => AssertNothingLeftAsync(
        Plain, Isolation.OwnDatabase, "UPDATE plain SET n = 2; XA START 'matrix-own'; UPDATE other SET n = 5; XA END 'matrix-own'; XA PREPARE 'matrix-own'", "SELECT n FROM plain");
}

public sealed class MySqlLeakTests(MySqlHiddenWriteServer server) : MySqlLeakContract(server), IClassFixture<MySqlHiddenWriteServer>;

public sealed class MariaDbLeakTests(MariaDbHiddenWriteServer server) : MySqlLeakContract(server), IClassFixture<MariaDbHiddenWriteServer>
{
    [Theory]
    [InlineData("UPDATE sv SET n = 2")]
    [InlineData("INSERT INTO sv VALUES (5); DELETE FROM sv WHERE n = 5")]
    public Task A_history_is_as_before(string sql) => AssertNothingLeftAsync(
        "CREATE TABLE sv (n INT) WITH SYSTEM VERSIONING; INSERT INTO sv VALUES (1)", Isolation.OwnDatabase, sql, "SELECT count(*) FROM sv FOR SYSTEM_TIME ALL");

    [Fact]
    public Task A_table_of_Arias_is_restored() => AssertNothingLeftAsync(
        "CREATE TABLE legacy (id INT PRIMARY KEY) ENGINE=Aria; INSERT INTO legacy VALUES (1)", Isolation.Rollback, "INSERT INTO legacy VALUES (2)", "SELECT group_concat(id) FROM legacy");

    [Fact]
    public Task What_a_block_runs_is_undone() => AssertNothingLeftAsync(
        "CREATE TABLE other (n INT); INSERT INTO other VALUES (1)", Isolation.OwnDatabase, "EXECUTE IMMEDIATE concat('DELETE FROM o', 'ther')", "SELECT count(*) FROM other");
}
