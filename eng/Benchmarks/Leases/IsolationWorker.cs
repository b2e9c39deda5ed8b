namespace Matrix.Benchmarks.Leases;

/// <summary>Runs one test after the other in one way.</summary>
/// <param name="held">What is kept from test to test.</param>
/// <param name="test">One test: having its database, its statements, giving it back.</param>
/// <param name="tidy">What must be done after each, and is no part of its time; <see langword="null"/> for nothing.</param>
internal sealed class IsolationWorker(IAsyncDisposable held, Func<Task> test, Func<Task>? tidy = null) : IAsyncDisposable
{
    public Task TestAsync() => test();

    public Task TidyAsync() => tidy?.Invoke() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
