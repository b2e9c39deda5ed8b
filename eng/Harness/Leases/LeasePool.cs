using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Leases;

/// <summary>Hands out databases, one a test, and makes used ones ready again behind the tests' backs.</summary>
/// <remarks>
/// A database is made when a test finds none ready, so a run ends up with as many as it has tests at one time.
/// A test never waits for a database to be recycled or dropped. Disposing drops them all.
/// </remarks>
public sealed class LeasePool : IAsyncDisposable
{
    private readonly DatabaseServer server;
    private readonly ConcurrentStack<LeasableDatabase> ready = new();
    private readonly Channel<LeasableDatabase> used = Channel.CreateUnbounded<LeasableDatabase>();
    private readonly ConcurrentBag<double> costs = [];
    private readonly Task recycling;
    private int rolledBack, ownDatabase, created, recycled, discarded, waited;

    /// <summary>Makes a pool without a database in it.</summary>
    public LeasePool(DatabaseServer server)
    {
        this.server = server;
        recycling = Task.Run(RecycleAsync);
    }

    /// <summary>What leasing has cost so far.</summary>
    public LeaseStatistics Statistics
    {
        get
        {
            var sorted = costs.Order().ToArray();
            return new(rolledBack, ownDatabase, created, recycled, discarded, waited, At(sorted, 0.5), At(sorted, 0.95));
        }
    }

    /// <summary>Leases a ready database. End it with <see cref="EndAsync"/>.</summary>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    public async ValueTask<DatabaseLease> LeaseAsync(Isolation isolation, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (!ready.TryPop(out var database))
        {
            Interlocked.Increment(ref waited);
            database = await CreateAsync(cancellationToken).ConfigureAwait(false);
        }

        database.Statements.Clear();
        var transaction = isolation == Isolation.Rollback ? await database.BeginAsync(cancellationToken).ConfigureAwait(false) : null;
        Interlocked.Increment(ref isolation == Isolation.Rollback ? ref rolledBack : ref ownDatabase);
        return new DatabaseLease(database, server.Engine, isolation, transaction) { Cost = Stopwatch.GetElapsedTime(started) };
    }

    /// <summary>Ends a lease: nothing that the test wrote is left for another to see.</summary>
    /// <param name="lease">The lease to end.</param>
    /// <param name="abandoned">The test may still be using it, as after a time-out: throw the database away.</param>
    /// <exception cref="LeaseLeakException">The test did what a rollback does not undo. The database is cleaned all the same.</exception>
    public async ValueTask EndAsync(DatabaseLease lease, bool abandoned = false)
    {
        var started = Stopwatch.GetTimestamp();
        var leak = lease.Transaction is null || abandoned ? null : await lease.Database.RollBackAsync(lease.Transaction).ConfigureAwait(false);
        if (abandoned)
            Discard(lease.Database);
        else if (lease.Isolation == Isolation.Rollback && leak is null)
            ready.Push(lease.Database);
        else
            used.Writer.TryWrite(lease.Database);

        costs.Add((lease.Cost + Stopwatch.GetElapsedTime(started)).TotalMilliseconds);
        if (leak is not null)
            throw new LeaseLeakException(leak);
    }

    /// <summary>Ends a lease and keeps its database for a person to look at.</summary>
    /// <returns>How to connect, without a password.</returns>
    public async ValueTask<string> KeepAsync(DatabaseLease lease, string folder)
    {
        Interlocked.Increment(ref discarded);
        return await lease.Database.KeepAsync(lease.Transaction, folder).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        used.Writer.Complete();
        await recycling.ConfigureAwait(false);
        while (ready.TryPop(out var database))
            await database.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<LeasableDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref created);
        return database;
    }

    private async Task RecycleAsync()
    {
        await foreach (var database in used.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (await TryRecycleAsync(database).ConfigureAwait(false))
            {
                Interlocked.Increment(ref recycled);
                ready.Push(database);
            }
            else
            {
                Discard(database);
            }
        }
    }

    private static async ValueTask<bool> TryRecycleAsync(LeasableDatabase database)
    {
        try
        {
            return await database.RecycleAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Recycling is an optimisation: whatever went wrong, another database is made instead.
            return false;
        }
    }

    private void Discard(LeasableDatabase database)
    {
        Interlocked.Increment(ref discarded);
        _ = Task.Run(async () => await database.DisposeAsync().ConfigureAwait(false));
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
