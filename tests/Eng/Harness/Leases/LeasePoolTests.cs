using System.Collections.Concurrent;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Leases;

public sealed class LeasePoolTests : IAsyncDisposable
{
    private readonly ScriptedServer server = new();
    private readonly LeasePool pool;

    public LeasePoolTests() => pool = new LeasePool(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    [Fact]
    public async Task A_database_that_was_rolled_back_is_the_next_lease()
    {
        for (var i = 0; i < 5; i++)
            await pool.EndAsync(await pool.LeaseAsync(Isolation.Rollback, Token));

        Assert.Single(server.Made);
        Assert.Equal((5, 0, 1, 1), (pool.Statistics.RolledBack, pool.Statistics.OwnDatabase, pool.Statistics.Created, pool.Statistics.WaitedForCreate));
    }

    [Theory]
    [InlineData(Isolation.OwnDatabase)]
    [InlineData(Isolation.OwnDatabaseContinueIdentity)]
    [InlineData(Isolation.Rollback)]
    public async Task A_database_that_numbers_from_the_start_goes_to_a_test_that_wants_that(Isolation isolation)
    {
        var (first, second) = (await pool.LeaseAsync(Isolation.Rollback, Token), await pool.LeaseAsync(Isolation.Rollback, Token));
        var (wanted, other) = (first.Database, second.Database);
        ((ScriptedDatabase)(isolation == Isolation.OwnDatabase ? other : wanted)).Numbered = false;

        // The last one back would be the first one out.
        await pool.EndAsync(first);
        await pool.EndAsync(second);

        Assert.Same(wanted, (await pool.LeaseAsync(isolation, Token)).Database);
        Assert.Same(other, (await pool.LeaseAsync(isolation, Token)).Database);
    }

    [Fact]
    public async Task No_database_is_leased_to_two_tests_at_once()
    {
        var inUse = new ConcurrentDictionary<object, bool>();
        server.Script = database => database.RollingBack = () => Task.FromResult(Random.Shared.Next(4) == 0 ? new RollbackOutcome(false, "leaked") : new(true));

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, token) =>
        {
            var lease = await pool.LeaseAsync(i % 2 == 0 ? Isolation.Rollback : Isolation.OwnDatabase, token);
            Assert.True(inUse.TryAdd(lease.Database, true));
            await Task.Yield();
            Assert.True(inUse.TryRemove(lease.Database, out _));
            await Record.ExceptionAsync(async () => await pool.EndAsync(lease, abandoned: i % 7 == 0));
        });

        Assert.Equal((200, 200), (pool.Statistics.RolledBack, pool.Statistics.OwnDatabase));
    }

    [Fact]
    public async Task A_test_takes_a_recycled_database_before_a_slower_new_one()
    {
        var recycle = new TaskCompletionSource<bool>();
        var never = new TaskCompletionSource();
        server.Script = database => database.Restoring = () => recycle.Task;
        server.Making = number => number == 1 ? Task.CompletedTask : never.Task;
        var first = await pool.LeaseAsync(Isolation.OwnDatabase, Token);
        await pool.EndAsync(first);

        var second = pool.LeaseAsync(Isolation.OwnDatabase, Token).AsTask();
        Assert.False(second.IsCompleted);
        recycle.SetResult(true);

        Assert.Same(server.Made[0], (await second).Database);
        await pool.EndAsync(await second);
    }

    [Fact]
    public async Task A_database_that_recycles_at_once_is_ready_when_its_lease_has_ended()
    {
        server.Script = database => database.AtOnce = true;

        for (var i = 1; i <= 3; i++)
        {
            await pool.EndAsync(await pool.LeaseAsync(Isolation.OwnDatabase, Token));
            Assert.Equal((i, 1), (pool.Statistics.Recycled, pool.Statistics.Created));
        }
    }

    [Fact]
    public async Task Three_databases_suffice_for_each_test_at_a_time()
    {
        const int AtOnce = 4;

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (_, token) =>
            await pool.EndAsync(await pool.LeaseAsync(Isolation.OwnDatabase, token)));

        Assert.InRange(pool.Statistics.Created, 1, 3 * AtOnce);
    }

    [Fact]
    public async Task A_test_that_waits_for_recycling_is_told_when_neither_that_nor_a_new_database_comes()
    {
        var recycle = new TaskCompletionSource<bool>();
        server.Script = database => database.Restoring = () => recycle.Task;
        server.Making = number => number <= 2 ? Task.CompletedTask : throw new TimeoutException("the disk is full");
        var leases = new[] { await pool.LeaseAsync(Isolation.OwnDatabase, Token), await pool.LeaseAsync(Isolation.OwnDatabase, Token) };
        foreach (var lease in leases)
            await pool.EndAsync(lease);
        var waiting = new[] { pool.LeaseAsync(Isolation.OwnDatabase, Token).AsTask(), pool.LeaseAsync(Isolation.OwnDatabase, Token).AsTask() };

        recycle.SetResult(false);

        foreach (var test in waiting)
            Assert.Equal("the disk is full", (await Assert.ThrowsAsync<TimeoutException>(() => test)).Message);
    }

    [Fact]
    public async Task A_test_that_waits_is_told_why_no_database_can_be_made()
    {
        server.Making = _ => throw new TimeoutException("the disk is full");

        var error = await Assert.ThrowsAsync<TimeoutException>(async () => await pool.LeaseAsync(Isolation.Rollback, Token));

        Assert.Equal("the disk is full", error.Message);
    }

    [Fact]
    public async Task A_test_that_is_cancelled_stops_waiting()
    {
        server.Making = _ => new TaskCompletionSource().Task;
        using var cancelled = new CancellationTokenSource();
        var lease = pool.LeaseAsync(Isolation.Rollback, cancelled.Token).AsTask();
        Assert.False(lease.IsCompleted);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
    }

    [Fact]
    public async Task Ending_a_lease_twice_is_refused()
    {
        var lease = await pool.LeaseAsync(Isolation.Rollback, Token);
        await pool.EndAsync(lease);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pool.EndAsync(lease));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pool.KeepAsync(lease, "."));
    }

    [Fact]
    public async Task A_lease_that_has_ended_gives_no_connection()
    {
        var lease = await pool.LeaseAsync(Isolation.OwnDatabase, Token);
        await pool.EndAsync(lease);

        Assert.Throws<LeaseLeakException>(() => lease.Connection);
        Assert.Throws<LeaseLeakException>(() => lease.CreateCommand("SELECT 1"));
        Assert.Throws<LeaseLeakException>(() => lease.DataSource.CreateConnection());
    }

    [Fact]
    public async Task The_statements_of_a_lease_stay_its_own()
    {
        var first = await pool.LeaseAsync(Isolation.Rollback, Token);
        first.Database.Statements.Add("SELECT 1");
        await pool.EndAsync(first);
        var second = await pool.LeaseAsync(Isolation.Rollback, Token);
        second.Database.Statements.Add("SELECT 2");

        Assert.Equal(["SELECT 1"], first.Statements.ToList());
        Assert.Equal(["SELECT 2"], second.Statements.ToList());
        await pool.EndAsync(second);
    }

    [Fact]
    public async Task A_second_connection_is_refused_in_a_rolled_back_lease()
    {
        var lease = await pool.LeaseAsync(Isolation.Rollback, Token);

        var error = Assert.Throws<LeaseLeakException>(() => lease.DataSource.CreateConnection());

        Assert.Contains("[OwnDatabase]", error.Message, StringComparison.Ordinal);
        await pool.EndAsync(lease);
    }
}
