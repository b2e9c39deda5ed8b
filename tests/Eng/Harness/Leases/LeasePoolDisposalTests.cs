using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Leases;

public sealed class LeasePoolDisposalTests : IAsyncDisposable
{
    private readonly ScriptedServer server = new();
    private readonly LeasePool pool;

    public LeasePoolDisposalTests() => pool = new LeasePool(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    [Fact]
    public async Task Every_ready_database_is_dropped_even_when_one_cannot_be()
    {
        var leases = new[] { await LeaseAsync(), await LeaseAsync(), await LeaseAsync() };
        server.Made[1].Dropping = () => throw new TimeoutException();
        foreach (var lease in leases)
            await pool.EndAsync(lease);

        await pool.DisposeAsync();

        Assert.True(server.Made[0].Dropped.IsCompleted && server.Made[2].Dropped.IsCompleted);
    }

    [Fact]
    public async Task Drops_that_go_on_in_the_background_are_waited_for()
    {
        var drop = new TaskCompletionSource();
        server.Script = database => database.Dropping = () => drop.Task;
        await pool.EndAsync(await LeaseAsync(), abandoned: true);

        var disposal = pool.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        drop.SetResult();

        await disposal;
        Assert.True(server.Made[0].Dropped.IsCompleted);
    }

    [Fact]
    public async Task A_database_that_is_being_recycled_is_dropped_when_that_ends()
    {
        var recycle = new TaskCompletionSource<bool>();
        server.Script = database => database.Restoring = () => recycle.Task;
        await pool.EndAsync(await LeaseAsync(Isolation.OwnDatabase));

        var disposal = pool.DisposeAsync().AsTask();
        recycle.SetResult(true);

        await disposal;
        Assert.True(server.Made[0].Dropped.IsCompleted);
    }

    [Fact]
    public async Task A_lease_that_ends_later_is_dropped_there_and_then()
    {
        var lease = await LeaseAsync();
        await pool.DisposeAsync();

        await pool.EndAsync(lease);

        Assert.True(server.Made[0].Dropped.IsCompleted);
    }

    [Fact]
    public async Task A_database_that_is_being_made_is_not_waited_for()
    {
        server.Making = _ => new TaskCompletionSource().Task;
        var waiting = LeaseAsync();

        await pool.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task No_lease_is_had_from_a_pool_that_is_closed()
    {
        await pool.DisposeAsync();
        await pool.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => LeaseAsync());
    }

    private Task<DatabaseLease> LeaseAsync(Isolation isolation = Isolation.Rollback) => pool.LeaseAsync(isolation, Token).AsTask();
}
