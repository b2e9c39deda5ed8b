namespace Matrix.Benchmarks.Leases;

/// <summary>Runs one test after the other in one way.</summary>
/// <param name="held">What is kept from test to test.</param>
/// <param name="test">One test: having its database, its statements, giving it back.</param>
internal sealed class IsolationWorker(IAsyncDisposable held, Func<Task> test) : IAsyncDisposable
{
    public Task TestAsync() => test();

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
