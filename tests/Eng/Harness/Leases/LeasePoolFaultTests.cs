using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Leases;

/// <summary>What goes wrong with a database costs a database, not a test.</summary>
public sealed class LeasePoolFaultTests : IAsyncDisposable
{
    private readonly ScriptedServer server = new();
    private readonly LeasePool pool;

    public LeasePoolFaultTests() => pool = new LeasePool(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    [Fact]
    public async Task A_pooled_database_that_cannot_begin_is_dropped_and_another_leased()
    {
        await LeaseAndEndAsync(Isolation.Rollback);
        server.Made[0].Beginning = () => throw new TimeoutException();

        await LeaseAndEndAsync(Isolation.Rollback);

        await server.Made[0].Dropped;
        Assert.Equal(1, pool.Statistics.Discarded);
    }

    [Fact]
    public async Task A_new_database_that_cannot_begin_is_dropped_and_the_test_told()
    {
        server.Script = database => database.Beginning = () => throw new TimeoutException("no answer");

        var error = await Assert.ThrowsAsync<TimeoutException>(async () => await pool.LeaseAsync(Isolation.Rollback, Token));

        Assert.Equal("no answer", error.Message);
        await server.Made[0].Dropped;
    }

    [Theory]
    [InlineData(Isolation.Rollback, false)]
    [InlineData(Isolation.Rollback, true)]
    [InlineData(Isolation.OwnDatabase, false)]
    [InlineData(Isolation.OwnDatabase, true)]
    public async Task A_used_database_is_restored_before_any_test_has_it_whether_it_takes_or_waits(Isolation isolation, bool waits)
    {
        var restored = new TaskCompletionSource<bool>();
        server.Script = database =>
        {
            database.RollingBack = () => Task.FromResult(new RollbackOutcome(IsReady: false));
            database.Restoring = () => restored.Task;
        };
        server.Making = number => number == 1 ? Task.CompletedTask : new TaskCompletionSource().Task;
        await LeaseAndEndAsync(isolation);
        if (!waits)
            restored.SetResult(true);

        var next = pool.LeaseAsync(Isolation.OwnDatabase, Token).AsTask();
        Assert.True(!waits || !next.IsCompleted);
        restored.TrySetResult(true);

        Assert.Same(server.Made[0], (await next).Database);
        Assert.Equal(1, pool.Statistics.Recycled);
        await pool.EndAsync(await next);
    }

    [Fact]
    public async Task What_an_own_database_may_not_hold_is_told_and_the_database_restored()
    {
        server.Script = database => database.EndingOwn = () => Task.FromResult<string?>("It still runs.");

        var leak = await Assert.ThrowsAsync<LeaseLeakException>(() => LeaseAndEndAsync(Isolation.OwnDatabase));

        Assert.Equal("It still runs.", leak.Message);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_database_that_cannot_be_recycled_is_dropped_and_replaced_before_anyone_asks(bool throws, bool atOnce)
    {
        var replaced = new TaskCompletionSource();
        server.Making = number =>
        {
            if (number == 2)
                replaced.SetResult();
            return Task.CompletedTask;
        };
        server.Script = database =>
        {
            database.AtOnce = atOnce;
            database.Restoring = () => throws ? throw new TimeoutException() : Task.FromResult(false);
        };

        await LeaseAndEndAsync(Isolation.OwnDatabase);

        await server.Made[0].Dropped;
        await replaced.Task;
        Assert.Equal((0, 1), (pool.Statistics.Recycled, pool.Statistics.Discarded));
    }

    [Fact]
    public async Task A_rollback_that_fails_costs_the_database_and_not_the_test()
    {
        server.Script = database => database.RollingBack = () => throw new TimeoutException();

        await LeaseAndEndAsync(Isolation.Rollback);

        await server.Made[0].Dropped;
        Assert.Equal(1, pool.Statistics.Discarded);
    }

    [Fact]
    public async Task A_leak_is_told_and_the_database_recycled()
    {
        var recycled = new TaskCompletionSource();
        server.Script = database =>
        {
            database.RollingBack = () => Task.FromResult(new RollbackOutcome(false, "It committed."));
            database.Restoring = () =>
            {
                recycled.TrySetResult();
                return Task.FromResult(true);
            };
        };

        var leak = await Assert.ThrowsAsync<LeaseLeakException>(() => LeaseAndEndAsync(Isolation.Rollback));

        Assert.Equal("It committed.", leak.Message);
        await recycled.Task;
    }

    [Fact]
    public async Task An_abandoned_database_is_dropped_without_being_asked_anything()
    {
        server.Script = database => database.RollingBack = () => throw new InvalidOperationException("asked");
        var lease = await pool.LeaseAsync(Isolation.Rollback, Token);

        await pool.EndAsync(lease, abandoned: true);

        await server.Made[0].Dropped;
    }

    [Fact]
    public async Task A_database_that_cannot_be_kept_is_dropped_and_the_test_told()
    {
        server.Script = database => database.Keeping = () => throw new IOException("read-only");
        var lease = await pool.LeaseAsync(Isolation.Rollback, Token);

        await Assert.ThrowsAsync<IOException>(async () => await pool.KeepAsync(lease, "."));

        await server.Made[0].Dropped;
    }

    [Fact]
    public async Task A_kept_database_is_neither_dropped_nor_leased_again()
    {
        var lease = await pool.LeaseAsync(Isolation.Rollback, Token);

        Assert.Equal("kept", await pool.KeepAsync(lease, "."));

        await LeaseAndEndAsync(Isolation.Rollback);
        await pool.DisposeAsync();
        Assert.False(server.Made[0].Dropped.IsCompleted);
        Assert.True(server.Made[1].Dropped.IsCompleted);
    }

    private async Task LeaseAndEndAsync(Isolation isolation) => await pool.EndAsync(await pool.LeaseAsync(isolation, Token));
}
