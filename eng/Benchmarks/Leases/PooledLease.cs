using Matrix.Harness.Leases;

namespace Matrix.Benchmarks.Leases;

/// <summary>What Matrix does. All workers lease from one pool, as all tests of a run do.</summary>
internal sealed class PooledLease(string name, Isolation isolation, LeasePool pool) : IsolationWay(name)
{
    public override Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken) => Task.FromResult(new IsolationWorker(new Nothing(), async () =>
    {
        var lease = await pool.LeaseAsync(isolation, cancellationToken);
        if (lease.Transaction is null)
            await TestBody.RunAndCommitAsync(lease.Connection);
        else
            await TestBody.RunAsync(lease.Connection, lease.Transaction);
        await pool.EndAsync(lease);
    }));

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
