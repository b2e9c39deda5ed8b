using System.Data;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What a transaction sees of another that commits meanwhile.</summary>
[OwnDatabase]
public sealed class IsolationLevels(Sessions sessions, SqlSession sql, SqlQuestions ask, Observations observe)
{
    private static readonly IsolationLevel[] Standard =
        [IsolationLevel.ReadUncommitted, IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead, IsolationLevel.Serializable];

    [Fact]
    public async Task BeginTransaction_reports_the_level_that_it_gives()
    {
        foreach (var level in Standard.SkipLast(1).Append(IsolationLevel.Unspecified).Append(IsolationLevel.Snapshot))
            await observe.Outcome($"asked for {level}", () => ReportedAsync(level));

        Assert.Equal(IsolationLevel.Serializable, await ReportedAsync(IsolationLevel.Serializable));
    }

    [Fact]
    public async Task The_default_is_told_by_the_server()
    {
        await ask.Query("SHOW transaction_isolation", "SHOW transaction_isolation");
        await ask.Query("SELECT @@transaction_isolation", "SELECT @@transaction_isolation");
        await ask.Query("SELECT @@tx_isolation", "SELECT @@tx_isolation");
    }

    [Fact]
    public async Task An_uncommitted_row_is_seen_at_level()
    {
        var reader = await sessions.OpenAsync();
        var writer = await sessions.OpenAsync();
        foreach (var level in Standard)
        {
            await writer.BeginAsync();
            await writer.Execute("INSERT INTO tree_nodes (name) VALUES ('uncommitted')");
            await observe.Outcome($"{level}", () => InTransaction(reader, level, async () => await CountAsync(reader) > 0));
            await writer.RollbackAsync();
        }
    }

    [Fact]
    public async Task A_row_reads_otherwise_the_second_time_at_level()
    {
        var reader = await sessions.OpenAsync();
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1, 'first')");
        foreach (var level in Standard)
        {
            await observe.Outcome($"{level}", () => InTransaction(reader, level, async () =>
            {
                var before = await reader.Scalar("SELECT name FROM tree_nodes WHERE id = 1");
                await Elsewhere("UPDATE tree_nodes SET name = CASE name WHEN 'first' THEN 'second' ELSE 'first' END");
                return !Equals(before, await reader.Scalar("SELECT name FROM tree_nodes WHERE id = 1"));
            }));
        }
    }

    [Fact]
    public async Task A_row_appears_between_two_reads_at_level()
    {
        var reader = await sessions.OpenAsync();
        foreach (var level in Standard)
        {
            await observe.Outcome($"{level}", () => InTransaction(reader, level, async () =>
            {
                var before = await CountAsync(reader);
                await Elsewhere("INSERT INTO tree_nodes (name) VALUES ('phantom')");
                return await CountAsync(reader) > before;
            }));
        }
    }

    [Fact]
    public async Task A_row_that_is_not_seen_is_updated_all_the_same_at_level()
    {
        var reader = await sessions.OpenAsync();
        foreach (var level in Standard)
        {
            await sql.Execute("DELETE FROM tree_nodes");
            await observe.Outcome($"rows seen and rows updated at {level}", () => InTransaction(reader, level, async () =>
            {
                await CountAsync(reader);
                await Elsewhere("INSERT INTO tree_nodes (name) VALUES ('phantom')");
                return new[] { await CountAsync(reader), await reader.Execute("UPDATE tree_nodes SET name = 'changed'") };
            }));
        }
    }

    [Fact]
    public async Task What_is_committed_before_the_first_read_is_seen_even_when_it_came_after_BEGIN()
    {
        var reader = await sessions.OpenAsync();
        foreach (var level in Standard.Skip(1).Append(IsolationLevel.Snapshot))
            await observe.Outcome($"{level}", () => IsSeenAsync(level));

        Assert.True(await IsSeenAsync(IsolationLevel.ReadUncommitted));

        async Task<bool> IsSeenAsync(IsolationLevel level)
        {
            await sql.Execute("DELETE FROM tree_nodes");
            return await InTransaction(reader, level, async () =>
            {
                await Elsewhere("INSERT INTO tree_nodes (name) VALUES ('after BEGIN')");
                return await CountAsync(reader) > 0;
            });
        }
    }

    private async Task<IsolationLevel> ReportedAsync(IsolationLevel level)
    {
        await using var transaction = await sql.Connection.BeginTransactionAsync(level);
        return transaction.IsolationLevel;
    }

    private static async Task<T> InTransaction<T>(SqlSession session, IsolationLevel level, Func<Task<T>> work)
    {
        await session.BeginAsync(level);
        try
        {
            return await work();
        }
        finally
        {
            await session.RollbackAsync();
        }
    }

    private async Task Elsewhere(string statement)
    {
        var other = await sessions.OpenAsync();
        await other.Execute(statement);
    }

    private static async Task<long> CountAsync(SqlSession session) => Convert.ToInt64(await session.Scalar("SELECT COUNT(*) FROM tree_nodes"), null);
}
