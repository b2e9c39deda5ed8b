using Matrix.Harness;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

public class MySqlHiddenWriteServer : HiddenWriteServer
{
    protected virtual string Engine => "mysql";

    protected override Task<RunningServer> StartAsync() => TestServers.MySqlAsync(Engine);

    protected override async Task<DatabaseServer> OpenAsync(RunningServer server, Blueprint blueprint) => await MySqlServer.OpenAsync(server, blueprint);
}

public sealed class MariaDbHiddenWriteServer : MySqlHiddenWriteServer
{
    protected override string Engine => "mariadb";
}

/// <summary>A server in a mode in which texts or names end elsewhere than usual.</summary>
public abstract class OddlyQuotingServer(string engine, string mode) : MySqlHiddenWriteServer
{
    protected override async Task<RunningServer> StartAsync()
    {
        var running = await TestServers.MySqlAsync(engine, shared: false);
        await using var connection = new MySqlConnection(running.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"SET GLOBAL sql_mode = concat(@@sql_mode, ',{mode}')");
        return running;
    }
}

public sealed class PlainBackslashServer() : OddlyQuotingServer("mysql", "NO_BACKSLASH_ESCAPES");

public sealed class AnsiQuotesServer() : OddlyQuotingServer("mariadb", "ANSI_QUOTES");

public sealed class PlainBackslashTests(PlainBackslashServer server) : HiddenWriteContract(server), IClassFixture<PlainBackslashServer>
{
    [Fact]
    public Task What_a_text_that_ends_elsewhere_hides_is_gone() => AssertRestoredAsync(
        "CREATE TABLE plain (t TEXT); CREATE TABLE tally (n INT); INSERT INTO plain VALUES ('x'); INSERT INTO tally VALUES (1)",
        @"UPDATE plain SET t = 'a\'; DELETE FROM tally; -- '", "SELECT concat((SELECT t FROM plain), (SELECT count(*) FROM tally))");
}

public sealed class AnsiQuotesTests(AnsiQuotesServer server) : HiddenWriteContract(server), IClassFixture<AnsiQuotesServer>
{
    [Fact]
    public Task What_a_name_that_ends_elsewhere_hides_is_gone() => AssertRestoredAsync(
        """
        CREATE TABLE plain (n INT); CREATE TABLE "odd\" (n INT); CREATE TABLE tally (n INT);
        INSERT INTO plain VALUES (1); INSERT INTO "odd\" VALUES (1); INSERT INTO tally VALUES (1)
        """,
        """UPDATE plain SET n = 2; UPDATE "odd\" SET n = 2; DELETE FROM tally; -- " """, "SELECT concat((SELECT n FROM plain), (SELECT count(*) FROM tally))");
}

public abstract class MySqlFamilyHiddenWriteContract(MySqlHiddenWriteServer server) : HiddenWriteContract(server)
{
    private const string Pair =
        """
        CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, boss INT, note VARCHAR(20) DEFAULT 'none', FOREIGN KEY (boss) REFERENCES parent (id));
        CREATE TABLE child (id INT AUTO_INCREMENT PRIMARY KEY, parent_id INT NOT NULL, FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE RESTRICT);
        CREATE TABLE plain (code VARCHAR(10) PRIMARY KEY);
        INSERT INTO parent (id, boss) VALUES (10, NULL), (20, 10);
        INSERT INTO child (parent_id) VALUES (10), (20);
        INSERT INTO plain VALUES ('a');
        """;

    [Theory]
    [InlineData("INSERT INTO parent VALUES (5, 10, 'own')")]
    [InlineData("INSERT INTO parent (boss, Id) VALUES (NULL, 5)")]
    [InlineData("INSERT INTO `parent` (`boss`, `id`) SELECT 10, 6")]
    [InlineData("INSERT INTO parent SET id = 5")]
    [InlineData("INSERT parent (id) VALUES (5)")]
    [InlineData("INSERT INTO parent (id) VALUES (-3), (400)")]
    [InlineData("INSERT INTO parent (boss) VALUES (20), (20)")]
    [InlineData("INSERT INTO parent (boss) VALUES (20); INSERT INTO parent (boss) VALUES (LAST_INSERT_ID()); INSERT INTO child (parent_id) VALUES (LAST_INSERT_ID())")]
    [InlineData("INSERT INTO parent (id) VALUES (10) ON DUPLICATE KEY UPDATE note = 'twice'")]
    [InlineData("REPLACE INTO child (id, parent_id) VALUES (1, 20)")]
    [InlineData("INSERT INTO plain VALUES ('b')")]
    [InlineData("UPDATE child JOIN parent ON parent_id = parent.id SET note = 'joined', parent_id = 10")]
    [InlineData("DELETE child FROM child JOIN parent ON parent_id = parent.id WHERE boss = 10")]
    [InlineData("DELETE FROM child; UPDATE parent SET boss = NULL; DELETE FROM parent")]
    [InlineData("TRUNCATE TABLE child")]
    public Task Rows_are_gone_whichever_way_they_came(string sql) => AssertRestoredAsync(Pair, sql,
        """
        SELECT concat_ws(' ', (SELECT group_concat(concat(id, '<', coalesce(boss, 0), note) ORDER BY id) FROM parent),
            (SELECT group_concat(concat(id, '-', parent_id) ORDER BY id) FROM child), (SELECT group_concat(code) FROM plain))
        """);

    [Theory]
    [InlineData("UPDATE plain SET n = 5--3; DELETE FROM tally")]
    [InlineData("UPDATE plain SET n = 5 -- 3; DELETE FROM tally\n + 1; DELETE FROM tally")]
    [InlineData("DELETE plain, 2fa FROM plain, 2fa")]
    [InlineData("DELETE plain, schön FROM plain, schön")]
    [InlineData("DELETE plain, `odd``name` FROM plain, `odd``name`")]
    public Task A_table_is_found_however_its_name_is_written_and_what_stands_before_it(string sql) => AssertRestoredAsync(
        """
        CREATE TABLE plain (n INT); CREATE TABLE tally (n INT); CREATE TABLE 2fa (n INT); CREATE TABLE schön (n INT); CREATE TABLE `odd``name` (n INT);
        INSERT INTO plain VALUES (1); INSERT INTO tally VALUES (2); INSERT INTO 2fa VALUES (3); INSERT INTO schön VALUES (4); INSERT INTO `odd``name` VALUES (5);
        """,
        sql, "SELECT concat_ws(' ', (SELECT sum(n) FROM plain), (SELECT sum(n) FROM tally), (SELECT sum(n) FROM 2fa), (SELECT sum(n) FROM schön), (SELECT sum(n) FROM `odd``name`))");

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO tally (n) VALUES (NEW.id)", "INSERT INTO a VALUES (1)")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW UPDATE tally SET n = n + 1", "INSERT INTO a VALUES (1)")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO tally (n) VALUES (NEW.id)", "UPDATE a SET id = 8")]
    [InlineData("CREATE PROCEDURE bump() UPDATE tally SET n = n + 1", "CALL bump()")]
    [InlineData("CREATE FUNCTION bump() RETURNS INT BEGIN UPDATE tally SET n = n + 1; RETURN 7; END", "SELECT bump()")]
    [InlineData("CREATE FUNCTION bump() RETURNS INT BEGIN UPDATE tally SET n = n + 1; RETURN 7; END; CREATE VIEW bumped AS SELECT bump() AS b", "SELECT b FROM bumped")]
    public Task What_is_written_behind_a_statement_is_gone(string blueprint, string sql) => AssertRestoredAsync(
        $"CREATE TABLE tally (id INT AUTO_INCREMENT PRIMARY KEY, n INT); CREATE TABLE a (id INT); INSERT INTO tally (n) VALUES (0); INSERT INTO a VALUES (9); {blueprint};", sql,
        "SELECT concat((SELECT group_concat(n ORDER BY id) FROM tally), ' ', (SELECT group_concat(id) FROM a))");

    [Theory]
    [InlineData("INSERT INTO parent (boss) VALUES (10)")]
    [InlineData("INSERT INTO parent (boss) VALUES (10); UPDATE parent SET note = 'changed'")]
    [InlineData("INSERT INTO parent (id) VALUES (400)")]
    public Task Numbering_goes_back_however_it_was_moved(string sql) => AssertRestoredAsync(Pair,
        sql + "; INSERT INTO parent (note) VALUES ('last'); INSERT INTO plain SELECT max(id) FROM parent", "SELECT group_concat(code ORDER BY code) FROM plain");

    [Theory]
    [InlineData("BEGIN; INSERT INTO parent (boss) VALUES (10)")]
    [InlineData("COMMIT AND CHAIN; INSERT INTO parent (boss) VALUES (10)")]
    public async Task No_transaction_is_left_open(string sql) => Assert.Equal("0", await AskAfterwardsAsync(
        Pair, lease => lease.ExecuteAsync(sql), new MySqlConnection(),
        "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = database()",
        restartIdentity: false));
}

public sealed class MySqlHiddenWriteTests(MySqlHiddenWriteServer server) : MySqlFamilyHiddenWriteContract(server), IClassFixture<MySqlHiddenWriteServer>;

public sealed class MariaDbHiddenWriteTests(MariaDbHiddenWriteServer server) : MySqlFamilyHiddenWriteContract(server), IClassFixture<MariaDbHiddenWriteServer>
{
    [Fact]
    public Task A_statement_that_is_analysed_is_run() => AssertRestoredAsync(
        "CREATE TABLE tally (n INT); INSERT INTO tally VALUES (1)", "ANALYZE FORMAT=JSON UPDATE tally SET n = n + 1", "SELECT n FROM tally");

    [Theory]
    [InlineData("SELECT 1", true)]
    [InlineData("INSERT INTO a (note) VALUES ('x')", false)]
    [InlineData("SELECT nextval(s)", false)]
    public async Task A_sequence_that_moved_costs_the_database(string sql, bool isRestored) =>
        Assert.Equal(isRestored, await IsRestoredAsync("CREATE SEQUENCE s; CREATE TABLE a (id INT DEFAULT nextval(s), note TEXT)", sql));
}
