using System.Diagnostics.CodeAnalysis;

namespace Matrix.Harness.Leases;

/// <summary>Every database of a pool, ready, leased or on the way, and the tests that wait for one.</summary>
internal sealed class DatabaseStock
{
    // One for the test, and two that are made ready meanwhile: that takes longer than a short test where numbering is put back.
    private const int DatabasesPerTest = 3;

    private readonly Lock gate = new();
    // The last one back is the first one out: its caches are warm.
    private readonly List<LeasableDatabase> ready = [];
    private readonly Queue<TaskCompletionSource<LeasableDatabase>> waiting = new();
    private int leased, onTheWay, mostAtOnce;
    private bool closed;

    /// <summary>Leases a ready database, if there is one.</summary>
    public bool TryTake(Isolation isolation, [MaybeNullWhen(false)] out LeasableDatabase database)
    {
        lock (gate)
            return TryTakeReady(isolation, out database);
    }

    /// <summary>Gets in line for the next database that is ready.</summary>
    /// <param name="isolation">What it is for.</param>
    /// <param name="make">Whether the caller is to make one: it is then counted as on the way.</param>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public TaskCompletionSource<LeasableDatabase> Wait(Isolation isolation, out bool make)
    {
        var waiter = new TaskCompletionSource<LeasableDatabase>(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>A lease has ended: its database is on the way to being ready, or replaced.</summary>
    public void Return()
    {
        lock (gate)
        {
            leased--;
            onTheWay++;
        }
    }

    /// <summary>A database that was on the way is ready, for whoever is first in line.</summary>
    /// <returns><see langword="false"/> when the pool is closed: the caller drops the database.</returns>
    public bool TryAdd(LeasableDatabase database)
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

    /// <summary>A database that was on the way will not come.</summary>
    /// <param name="reason">What a test is told that waited for it and has no other to wait for.</param>
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

    /// <summary>Takes no more, and turns away whoever waits.</summary>
    /// <returns>The databases that are ready, for the caller to drop.</returns>
    public IReadOnlyList<LeasableDatabase> Close()
    {
        lock (gate)
        {
            closed = true;
            while (waiting.TryDequeue(out var waiter))
                waiter.TrySetException(new ObjectDisposedException(nameof(LeasePool)));
            LeasableDatabase[] left = [.. ready];
            ready.Clear();
            return left;
        }
    }

    private bool TryTakeReady(Isolation isolation, [MaybeNullWhen(false)] out LeasableDatabase database)
    {
        // A test that has it for its own is spared the wait where another database can do for one that is rolled back.
        var wanted = ready.FindLastIndex(d => d.IsPristine == (isolation == Isolation.OwnDatabase));
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
