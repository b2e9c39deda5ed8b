using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Each of two transactions has a row that the other wants next.</summary>
[OwnDatabase]
public sealed class Deadlocks(Sessions sessions, SqlSession sql, Dialect dialect, Observations observe)
{
    private const string LosersInsert = "INSERT INTO tree_nodes (name) VALUES ('loser, after')";

    [Fact]
    public async Task One_of_two_is_chosen_to_fail() => await observe.Outcome("two that want each other's row", async () =>
    {
        var (first, second) = await MeetAsync();

        Assert.True(first.Error is null != second.Error is null, $"Exactly one of two must fail: {first.Error?.Message}, {second.Error?.Message}.");
        throw (first.Error ?? second.Error)!;
    });

    [Fact]
    public async Task The_driver_calls_the_loser_s_error_worth_another_try()
    {
        var error = await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            var (first, second) = await MeetAsync();
            throw (first.Error ?? second.Error)!;
        });

        observe.Value("DbException.IsTransient", error.IsTransient);
    }

    [Fact]
    public async Task The_one_that_has_changed_less_fails() =>
        await observe.Outcome("the one that changed less fails", async () => (await MeetAsync()).First.Error is not null);

    [Fact]
    public async Task The_loser_s_transaction_is_over() => await observe.Outcome("the loser's next INSERT", async () =>
    {
        var loser = await LoseAsync();

        return await loser.Session.Execute(LosersInsert);
    });

    [Fact]
    public async Task What_the_loser_sends_next_is_undone_by_its_rollback() => await observe.Outcome("rows of the loser that are stored", async () =>
    {
        var loser = await LoseAsync();
        await Record.ExceptionAsync(() => loser.Session.Execute(LosersInsert));
        await loser.Session.Execute("ROLLBACK");

        return await sql.Column("SELECT name FROM tree_nodes WHERE name = 'loser, after'");
    });

    private async Task<Party> LoseAsync()
    {
        var (first, second) = await MeetAsync();
        var (winner, loser) = first.Error is null ? (first, second) : (second, first);
        await winner.Session.Execute("COMMIT");
        return loser;
    }

    private async Task<(Party First, Party Second)> MeetAsync()
    {
        await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10), (2, 20), (3, 30), (4, 40), (5, 50)");
        // A server that lets each session look for itself, after a time, would choose by that time alone.
        var first = await BeginAsync("first");
        await dialect.LookForDeadlocksAsync(first, soon: false);
        var second = await BeginAsync("second");
        await dialect.LookForDeadlocksAsync(second, soon: true);
        await first.Execute("UPDATE number_probes SET big = 1 WHERE id = 1");
        foreach (var id in new[] { 2, 3, 4, 5 })
            await second.Execute("UPDATE number_probes SET big = 2 WHERE id = @p0", id);

        var waiting = TryAsync(first, "UPDATE number_probes SET big = 1 WHERE id = 2");
        await sessions.UntilWaitingAsync(first, waiting);
        var other = await TryAsync(second, "UPDATE number_probes SET big = 2 WHERE id = 1");
        return (await waiting, other);
    }

    // In SQL: the drivers' BeginTransaction would keep the second from beginning where there is but one writer.
    private async Task<SqlSession> BeginAsync(string name)
    {
        var session = await sessions.OpenPatientAsync();
        await session.Execute("BEGIN");
        await session.Execute("INSERT INTO tree_nodes (name) VALUES (@p0)", name);
        return session;
    }

    private static async Task<Party> TryAsync(SqlSession session, string statement)
    {
        try
        {
            await session.Execute(statement);
            return new(session, null);
        }
        catch (DbException e)
        {
            return new(session, e);
        }
    }

    private sealed record Party(SqlSession Session, DbException? Error);
}
