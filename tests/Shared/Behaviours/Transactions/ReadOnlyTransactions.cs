using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class ReadOnlyTransactions(SqlSession sql, Sessions sessions, SqlQuestions ask, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task Many_statements_promise_one_and_not_all_of_them_give_it()
    {
        foreach (var begin in new[] { "BEGIN READ ONLY", "START TRANSACTION READ ONLY", "PRAGMA query_only = ON", "SET TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ ONLY" })
        {
            await using var session = await sessions.OpenAsync();
            await observe.Outcome($"a write is refused after {begin}", async () =>
            {
                await session.Execute(begin);
                return await IsRefused(session.Execute("DELETE FROM tree_nodes"));
            });
        }
    }

    [Fact]
    public async Task Reading_is_allowed()
    {
        await sql.Execute(dialect.BeginReadOnly);

        Assert.Equal(3L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(*) FROM tenants"), null));
    }

    [Fact]
    public async Task Writing_is_refused()
    {
        await sql.Execute(dialect.BeginReadOnly);

        await ask.Acceptance("INSERT", "INSERT INTO tenants (id, name) VALUES (10, 'late')");
    }

    [Fact]
    public async Task A_write_that_changes_nothing_is_refused_too()
    {
        await sql.Execute(dialect.BeginReadOnly);

        await ask.Acceptance("UPDATE of no row", "UPDATE tenants SET name = 'late' WHERE id = 4711");
    }

    [Fact]
    public async Task A_temporary_table_may_be_made_and_written()
    {
        await sql.Execute("CREATE TEMPORARY TABLE drafts (id int)");
        await sql.Execute(dialect.BeginReadOnly);

        await ask.Acceptance("INSERT into a temporary table", "INSERT INTO drafts (id) VALUES (1)");
        await sql.Execute("ROLLBACK");
        await sql.Execute(dialect.BeginReadOnly);
        await ask.Acceptance("CREATE TEMPORARY TABLE", "CREATE TEMPORARY TABLE further_drafts (id int)");
    }

    private static async Task<bool> IsRefused(Task statement)
    {
        try
        {
            await statement;
            return false;
        }
        catch (DbException)
        {
            return true;
        }
    }
}
