using System.Diagnostics.CodeAnalysis;

namespace Matrix.Harness.Leases;

/// <summary>The databases that wait for a test, and the tests that wait for a database.</summary>
internal sealed class ReadyDatabases
{
    private readonly Lock gate = new();
    // The last one back is the first one out: its caches are warm.
    private readonly Stack<LeasableDatabase> databases = new();
    private readonly Queue<TaskCompletionSource<LeasableDatabase>> waiting = new();
    private bool closed;

    public bool TryTake([MaybeNullWhen(false)] out LeasableDatabase database)
    {
        lock (gate)
            return databases.TryPop(out database);
    }

    /// <summary>Gets in line for the next database that is added. The caller completes it itself when none will come.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public TaskCompletionSource<LeasableDatabase> Wait()
    {
        var waiter = new TaskCompletionSource<LeasableDatabase>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(LeasePool));
            if (databases.TryPop(out var database))
                waiter.SetResult(database);
            else
                waiting.Enqueue(waiter);
        }

        return waiter;
    }

    /// <summary>Adds a database for whoever is first in line.</summary>
    /// <returns><see langword="false"/> when the pool is closed: the caller disposes the database.</returns>
    public bool TryAdd(LeasableDatabase database)
    {
        lock (gate)
        {
            if (closed)
                return false;
            while (waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult(database))
                    return true;
            }

            databases.Push(database);
            return true;
        }
    }

    /// <summary>Takes no more, and turns away whoever waits.</summary>
    /// <returns>The databases that are left, for the caller to dispose.</returns>
    public IReadOnlyList<LeasableDatabase> Close()
    {
        lock (gate)
        {
            closed = true;
            while (waiting.TryDequeue(out var waiter))
                waiter.TrySetException(new ObjectDisposedException(nameof(LeasePool)));
            LeasableDatabase[] left = [.. databases];
            databases.Clear();
            return left;
        }
    }
}
