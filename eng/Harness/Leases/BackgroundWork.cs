namespace Matrix.Harness.Leases;

/// <summary>Work behind the tests' backs, that the run's end waits for.</summary>
internal sealed class BackgroundWork
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];

    /// <summary>Starts work. It handles its own errors.</summary>
    public void Run(Func<Task> work)
    {
        var task = Task.Run(work);
        lock (gate)
            running.Add(task);
        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until no work is left, that which work started included.</summary>
    public async Task WhenDoneAsync()
    {
        while (Snapshot() is { Length: > 0 } left)
            await Task.WhenAll(left).ConfigureAwait(false);
    }

    private Task[] Snapshot()
    {
        lock (gate)
            return [.. running];
    }

    private void Forget(Task task)
    {
        lock (gate)
            running.Remove(task);
    }
}
