using System.Diagnostics.CodeAnalysis;

namespace Matrix.Harness.Leases;

/// <summary>The ready databases of a pool, how many others are leased or being prepared, and the tests that wait for one.</summary>
/// <remarks>It takes and gives ready databases alone, to a test that takes one and to a test that waits for one alike.</remarks>
internal sealed class DatabaseStock
{
    // One for the test, and two that are restored meanwhile: that takes longer than a short test.
    private const int DatabasesPerTest = 3;

    private readonly Lock gate = new();
    // The last one back is the first one out: its caches are warm.
    private readonly List<ReadyDatabase> ready = [];
    private readonly Queue<TaskCompletionSource<ReadyDatabase>> waiting = new();
    private int leased, onTheWay, mostAtOnce;
    private bool closed;

    /// <summary>Leases a ready database, if there is one.</summary>
    public bool TryTake(Isolation isolation, [MaybeNullWhen(false)] out ReadyDatabase database)
    {
        lock (gate)
            return TryTakeReady(isolation, out database);
    }

    /// <summary>Waits for the next database that is ready.</summary>
    /// <param name="isolation">What it is for.</param>
    /// <param name="make">Whether the caller must make one, which is counted from now on.</param>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public TaskCompletionSource<ReadyDatabase> Wait(Isolation isolation, out bool make)
    {
        var waiter = new TaskCompletionSource<ReadyDatabase>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(LeasePool));
            make = false;
            if (TryTakeReady(isolation, out var database))
            {
                waiter.SetResult(database);
                return waiter;
            }

            waiting.Enqueue(waiter);
            mostAtOnce = Math.Max(mostAtOnce, leased + waiting.Count);
            make = onTheWay < waiting.Count || leased + onTheWay < DatabasesPerTest * mostAtOnce;
            if (make)
                onTheWay++;
            return waiter;
        }
    }

    /// <summary>A lease has ended: its database is being restored or replaced.</summary>
    public void Return()
    {
        lock (gate)
        {
            leased--;
            onTheWay++;
        }
    }

    /// <summary>Adds a database that was restored or made, for whoever waits longest.</summary>
    /// <returns><see langword="false"/> when the pool is closed: the caller drops the database.</returns>
    public bool TryAdd(ReadyDatabase database)
    {
        lock (gate)
        {
            onTheWay--;
            if (closed)
                return false;
            while (waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult(database))
                {
                    Lease();
                    return true;
                }
            }

            ready.Add(database);
            return true;
        }
    }

    /// <summary>A database that was being made will not come.</summary>
    /// <param name="reason">What a test gets that waited for it and has no other to wait for.</param>
    public void Lose(Exception? reason = null)
    {
        lock (gate)
        {
            onTheWay--;
            while (reason is not null && waiting.Count > onTheWay && !waiting.Dequeue().TrySetException(reason))
            {
                // That one had given up waiting before.
            }
        }
    }

    /// <summary>Takes every database that is ready, for the caller to drop.</summary>
    public IReadOnlyList<ReadyDatabase> TakeAll()
    {
        lock (gate)
        {
            ReadyDatabase[] left = [.. ready];
            ready.Clear();
            return left;
        }
    }

    /// <summary>Accepts no more databases, and turns away whoever waits.</summary>
    /// <returns>The databases that are ready, for the caller to drop.</returns>
    public IReadOnlyList<ReadyDatabase> Close()
    {
        lock (gate)
        {
            closed = true;
            while (waiting.TryDequeue(out var waiter))
                waiter.TrySetException(new ObjectDisposedException(nameof(LeasePool)));
            ReadyDatabase[] left = [.. ready];
            ready.Clear();
            return left;
        }
    }

    private bool TryTakeReady(Isolation isolation, [MaybeNullWhen(false)] out ReadyDatabase database)
    {
        // Renumbering takes time on some engines, and only an own database promises to number from the start.
        var wanted = ready.FindLastIndex(d => d.NumbersFromStart == (isolation == Isolation.OwnDatabase));
        var place = wanted < 0 ? ready.Count - 1 : wanted;
        database = place < 0 ? null : ready[place];
        if (database is null)
            return false;
        ready.RemoveAt(place);
        Lease();
        return true;
    }

    private void Lease()
    {
        leased++;
        mostAtOnce = Math.Max(mostAtOnce, leased);
    }
}
