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

    [Fact]
    public async Task A_database_that_is_ready_no_more_is_recycled_and_another_leased()
    {
        await LeaseAndEndAsync(Isolation.Rollback);
        var recycled = new TaskCompletionSource<bool>();
        server.Made[0].Ready = false;
        server.Made[0].Recycling = () => recycled.Task;

        var lease = await pool.LeaseAsync(Isolation.OwnDatabase, Token);

        Assert.NotSame(server.Made[0], lease.Database);
        recycled.SetResult(true);
        await pool.EndAsync(lease);
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
            database.Recycling = () => throws ? throw new TimeoutException() : Task.FromResult(false);
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
            database.RollingBack = () => Task.FromResult<string?>("It committed.");
            database.Recycling = () =>
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
