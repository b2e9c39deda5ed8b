using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What a transaction keeps others from while it is open. Those who would have to wait give up.</summary>
[OwnDatabase]
public sealed class Locking(Sessions sessions, SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    private const string ChangeOne = "UPDATE number_probes SET big = 1 WHERE id = 1";
    private const string ChangeTwo = "UPDATE number_probes SET big = 1 WHERE id = 2";

    [Fact]
    public async Task A_writer_keeps_others_from_writing_the_row()
    {
        await Hold(ChangeOne);

        await Try("another UPDATE of the row", ChangeOne);
    }

    [Fact]
    public async Task A_writer_keeps_others_from_writing_other_rows()
    {
        await Hold(ChangeOne);

        await Try("UPDATE of another row", ChangeTwo);
    }

    [Fact]
    public async Task A_writer_keeps_others_from_writing_other_tables()
    {
        await Hold(ChangeOne);

        await Try("INSERT into another table", "INSERT INTO text_probes (code) VALUES ('elsewhere')");
    }

    [Fact]
    public async Task A_writer_keeps_others_from_reading()
    {
        await Hold(ChangeOne);

        await Try("SELECT of the row", "SELECT big FROM number_probes WHERE id = 1");
    }

    [Fact]
    public async Task A_reader_keeps_others_from_writing()
    {
        await Hold("SELECT big FROM number_probes WHERE id = 1");

        await Try("UPDATE of the row", ChangeOne);
    }

    [Fact]
    public async Task An_update_by_a_column_without_an_index_locks_rows_that_it_does_not_change()
    {
        await Hold("UPDATE number_probes SET big = 1 WHERE whole = 10");

        await Try("UPDATE of another row", ChangeTwo);
    }

    [Fact]
    public async Task A_range_that_is_read_for_update_is_locked_between_its_rows()
    {
        await Hold(dialect.ForUpdate("SELECT id FROM number_probes WHERE id BETWEEN 5 AND 9"));

        await Try("INSERT into the gap", "INSERT INTO number_probes (id, whole) VALUES (7, 70)");
    }

    [Fact]
    public async Task A_new_child_keeps_others_from_changing_its_parent()
    {
        await Hold("INSERT INTO tree_nodes (id, parent_id, name) VALUES (3, 1, 'child')");

        await Try("UPDATE of the parent's name", "UPDATE tree_nodes SET name = 'changed' WHERE id = 1");
        await Try("UPDATE of another node's name", "UPDATE tree_nodes SET name = 'changed' WHERE id = 2");
    }

    [Fact]
    public async Task Two_that_insert_the_same_key_wait_for_each_other()
    {
        await Hold("INSERT INTO text_probes (code) VALUES ('a')");

        await Try("INSERT of the key", "INSERT INTO text_probes (code) VALUES ('a')");
        await Try("INSERT of another key", "INSERT INTO text_probes (code) VALUES ('b')");
    }

    [Fact]
    public async Task Rows_can_be_read_under_a_lock()
    {
        foreach (var how in new[] { "FOR UPDATE", "FOR SHARE", "FOR NO KEY UPDATE", "LOCK IN SHARE MODE", "FOR UPDATE NOWAIT", "FOR UPDATE SKIP LOCKED", "FOR UPDATE OF number_probes", "FOR UPDATE WAIT 1" })
            await ask.Query(how, $"SELECT id FROM number_probes {how}");
    }

    [Fact]
    public async Task NOWAIT_gives_up_at_once()
    {
        await Hold(dialect.ForUpdate("SELECT id FROM number_probes WHERE id = 1"));

        await Try("FOR UPDATE NOWAIT", "SELECT id FROM number_probes WHERE id = 1 FOR UPDATE NOWAIT");
    }

    [Fact]
    public async Task SKIP_LOCKED_passes_by_what_others_hold()
    {
        await Hold(dialect.ForUpdate("SELECT id FROM number_probes WHERE id = 1"));
        var other = await sessions.OpenAsync();

        await observe.Outcome("FOR UPDATE SKIP LOCKED", () => other.Column("SELECT id FROM number_probes WHERE id <= 2 ORDER BY id FOR UPDATE SKIP LOCKED"));
    }

    [Fact]
    public async Task How_long_a_statement_waits_for_a_lock_is_told_by()
    {
        foreach (var query in new[] { "SHOW lock_timeout", "SELECT @@innodb_lock_wait_timeout", "PRAGMA busy_timeout" })
            await ask.Query(query, query);
    }

    [Fact]
    public async Task A_transaction_goes_on_after_it_gave_up_waiting()
    {
        await Hold(ChangeOne);
        var other = await sessions.OpenAsync();
        await other.Execute("BEGIN");
        await observe.Outcome("UPDATE that waits in vain", () => other.Execute(ChangeOne));
        await sql.RollbackAsync();

        await observe.Outcome("the next statement", () => other.Scalar("SELECT 1"));
    }

    private async Task Hold(string statement)
    {
        await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10), (2, 20), (20, 200)");
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1, 'one'), (2, 'two')");
        await sql.BeginAsync();
        await sql.Column(statement);
    }

    private async Task Try(string label, string statement)
    {
        var other = await sessions.OpenAsync();
        await observe.Outcome(label, async () =>
        {
            await other.Column(statement);
            return "ok";
        });
    }
}
