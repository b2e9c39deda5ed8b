using System.Data;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Two transactions that read, then write what follows from their reading; the first commits before the second writes.</summary>
[OwnDatabase]
public sealed class ConcurrentWrites(ShopContext shop, Sessions sessions, SqlSession sql, Dialect dialect, Observations observe)
{
    private static readonly IsolationLevel[] Levels =
        [IsolationLevel.Unspecified, IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead, IsolationLevel.Serializable];

    [Fact]
    public async Task An_update_is_lost_at_level()
    {
        foreach (var level in Levels)
        {
            await observe.Outcome($"10, raised twice at {level}", async () =>
            {
                await sql.Execute("DELETE FROM number_probes");
                await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10)");
                await Interleave(level, StockAsync, (session, stock) => session.Execute("UPDATE number_probes SET whole = @p0 WHERE id = 1", stock + 1));
                return await StockAsync(sql);
            });
        }
    }

    [Fact]
    public async Task An_update_that_adds_in_the_database_is_lost_at_level()
    {
        foreach (var level in Levels)
        {
            await observe.Outcome($"10, raised twice at {level}", async () =>
            {
                await sql.Execute("DELETE FROM number_probes");
                await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10)");
                await Interleave(level, StockAsync, (session, _) => session.Execute("UPDATE number_probes SET whole = whole + 1 WHERE id = 1"));
                return await StockAsync(sql);
            });
        }
    }

    [Fact]
    public async Task Reading_for_update_prevents_it()
    {
        await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10)");

        await observe.Outcome("second reader FOR UPDATE", () => Interleave(
            IsolationLevel.Unspecified,
            session => session.Scalar(dialect.ForUpdate("SELECT whole FROM number_probes WHERE id = 1")),
            (session, stock) => session.Execute("UPDATE number_probes SET whole = @p0 WHERE id = 1", Convert.ToInt32(stock, null) + 1)));
    }

    [Fact]
    public async Task Two_that_each_leave_it_to_the_other_to_stay_both_go_at_level()
    {
        const string OnDuty = "SELECT COUNT(*) FROM number_probes WHERE whole = 1";
        foreach (var level in Levels)
        {
            await observe.Outcome($"left on duty at {level}", async () =>
            {
                await sql.Execute("DELETE FROM number_probes");
                await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 1), (2, 1)");
                var next = 0;
                await Interleave(level, session => session.Scalar(OnDuty), (session, _) => session.Execute("UPDATE number_probes SET whole = 0 WHERE id = @p0", ++next));
                return await sql.Scalar(OnDuty);
            });
        }
    }

    [Fact]
    public async Task Without_a_transaction_around_reading_and_writing_EF_lets_the_last_writer_win()
    {
        shop.NumberProbes.Add(new NumberProbe { Id = 1, Whole = 10 });
        await shop.SaveChangesAsync();
        var first = await sessions.OpenShopAsync();
        var second = await sessions.OpenShopAsync();
        var inFirst = await first.NumberProbes.SingleAsync();
        var inSecond = await second.NumberProbes.SingleAsync();

        inFirst.Whole++;
        await first.SaveChangesAsync();
        inSecond.Whole++;
        await second.SaveChangesAsync();

        Assert.Equal(11, await shop.NumberProbes.Select(n => n.Whole).SingleAsync());
    }

    [Fact]
    public async Task Of_two_that_find_nothing_and_insert_with_EF_the_second_is_refused_and_can_update_instead()
    {
        var first = await sessions.OpenShopAsync();
        var second = await sessions.OpenShopAsync();
        Assert.Null(await first.NumberProbes.FindAsync(1));
        Assert.Null(await second.NumberProbes.FindAsync(1));
        first.Add(new NumberProbe { Id = 1, Whole = 1 });
        await first.SaveChangesAsync();

        second.Add(new NumberProbe { Id = 1, Whole = 2 });
        await observe.Outcome("SaveChanges of the second", () => second.SaveChangesAsync());
        second.ChangeTracker.Clear();
        (await second.NumberProbes.SingleAsync(n => n.Id == 1)).Whole = 2;
        await second.SaveChangesAsync();

        Assert.Equal(2, await shop.NumberProbes.Select(n => n.Whole).SingleAsync());
    }

    private async Task Interleave<T>(IsolationLevel level, Func<SqlSession, Task<T>> read, Func<SqlSession, T, Task> write)
    {
        await using var first = await sessions.OpenAsync();
        await using var second = await sessions.OpenAsync();
        await first.BeginAsync(level);
        await second.BeginAsync(level);
        var readByFirst = await read(first);
        var readBySecond = await read(second);
        await write(first, readByFirst);
        await first.CommitAsync();
        await write(second, readBySecond);
        await second.CommitAsync();
    }

    private static async Task<int> StockAsync(SqlSession session) => Convert.ToInt32(await session.Scalar("SELECT whole FROM number_probes WHERE id = 1"), null);
}
