using System.Collections.Concurrent;
using System.Diagnostics;

namespace Matrix.Harness.Leases;

/// <summary>Counts and times leases while tests run in parallel.</summary>
internal sealed class LeaseMeter
{
    private readonly ConcurrentBag<double> costs = [];
    private int rolledBack, ownDatabase, created, recycled, discarded, waited, audited;

    public void Leased(Isolation isolation) => Interlocked.Increment(ref isolation == Isolation.Rollback ? ref rolledBack : ref ownDatabase);

    public void Created() => Interlocked.Increment(ref created);

    public void Recycled() => Interlocked.Increment(ref recycled);

    public void Discarded() => Interlocked.Increment(ref discarded);

    public void Audited(int databases) => audited = databases;

    public void Waited() => Interlocked.Increment(ref waited);

    /// <summary>What one lease cost: having it, and ending it since <paramref name="ending"/>.</summary>
    public void Ended(DatabaseLease lease, long ending) => costs.Add((lease.Cost + Stopwatch.GetElapsedTime(ending)).TotalMilliseconds);

    public LeaseStatistics Read()
    {
        var sorted = costs.Order().ToArray();
        return new(rolledBack, ownDatabase, created, recycled, discarded, waited, At(sorted, 0.5), At(sorted, 0.95)) { TotalMs = sorted.Sum(), Audited = audited };
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
