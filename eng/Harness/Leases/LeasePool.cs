using System.Data.Common;
using System.Diagnostics;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Leases;

/// <summary>Hands out databases, one a test, and makes used ones ready again behind the tests' backs.</summary>
/// <remarks>
/// A test that finds none ready takes whichever comes first: one that is being recycled, or a new one, which is made
/// unless there are three for each test that runs at one time already. One that had to be thrown away is replaced in
/// the background. No test waits for a drop.
/// Disposing drops them all, and waits for what still goes on in the background; a database that cannot be dropped is
/// left to the server's own end.
/// </remarks>
/// <param name="server">Where the databases come from. The caller disposes it, after the pool.</param>
public sealed class LeasePool(DatabaseServer server) : IAsyncDisposable
{
    private readonly DatabaseStock stock = new();
    private readonly BackgroundWork background = new();
    private readonly CancellationTokenSource closing = new();
    private readonly LeaseMeter meter = new();

    /// <summary>What leasing has cost so far.</summary>
    public LeaseStatistics Statistics => meter.Read();

    /// <summary>Leases a ready database. End it with <see cref="EndAsync"/> or <see cref="KeepAsync"/>.</summary>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public async ValueTask<DatabaseLease> LeaseAsync(Isolation isolation, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (stock.TryTake(isolation, out var pooled))
        {
            // A pooled database may have gone bad since, as when its connection was cut: another will do.
            if (await TryBeginAsync(pooled, isolation, started, cancellationToken).ConfigureAwait(false) is { } lease)
                return lease;
        }

        meter.Waited();
        var database = await WaitAsync(isolation, cancellationToken).ConfigureAwait(false);
        try
        {
            return await BeginAsync(database, isolation, started, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            stock.Return();
            Discard(database);
            throw;
        }
    }

    /// <summary>Ends a lease: nothing that the test wrote is left for another to see.</summary>
    /// <param name="lease">The lease to end.</param>
    /// <param name="abandoned">The test may still be using it, as after a time-out: throw the database away.</param>
    /// <exception cref="LeaseLeakException">The test did what a rollback does not undo. The database is cleaned all the same.</exception>
    /// <exception cref="InvalidOperationException">The lease was ended before.</exception>
    public async ValueTask EndAsync(DatabaseLease lease, bool abandoned = false)
    {
        var started = Stopwatch.GetTimestamp();
        var database = lease.End();
        stock.Return();
        string? leak = null;
        if (abandoned)
            Discard(database);
        else if (lease.Transaction is null)
            await RecycleAsync(database).ConfigureAwait(false);
        else
            leak = await RollBackAsync(database, lease.Transaction).ConfigureAwait(false);

        meter.Ended(lease, started);
        if (leak is not null)
            throw new LeaseLeakException(leak);
    }

    /// <summary>Ends a lease and keeps its database for a person to look at.</summary>
    /// <param name="lease">The lease to end.</param>
    /// <param name="folder">Where an engine in the process may write a file.</param>
    /// <returns>How to connect, without a password.</returns>
    /// <exception cref="InvalidOperationException">The lease was ended before.</exception>
    public async ValueTask<string> KeepAsync(DatabaseLease lease, string folder)
    {
        var database = lease.End();
        stock.Return();
        try
        {
            var kept = await database.KeepAsync(lease.Transaction, folder).ConfigureAwait(false);
            meter.Discarded();
            Make();
            return kept;
        }
        catch
        {
            Discard(database);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var left = stock.Close();
        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(left.Select(DropAsync)).ConfigureAwait(false);
        await background.WhenDoneAsync().ConfigureAwait(false);
    }

    private async ValueTask<LeasableDatabase> WaitAsync(Isolation isolation, CancellationToken cancellationToken)
    {
        var waiter = stock.Wait(isolation, out var make);
        if (make)
            Make();
        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    private async ValueTask<DatabaseLease?> TryBeginAsync(LeasableDatabase database, Isolation isolation, long started, CancellationToken cancellationToken)
    {
        try
        {
            if (database.IsReady)
                return await BeginAsync(database, isolation, started, cancellationToken).ConfigureAwait(false);
            stock.Return();
            await RecycleAsync(database).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            stock.Return();
            Discard(database);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    private async ValueTask<DatabaseLease> BeginAsync(LeasableDatabase database, Isolation isolation, long started, CancellationToken cancellationToken)
    {
        database.BeginLog();
        DbTransaction? transaction = null;
        if (isolation == Isolation.Rollback)
            transaction = await database.BeginAsync(cancellationToken).ConfigureAwait(false);
        else
            await database.BeginOwnAsync(isolation == Isolation.OwnDatabase, cancellationToken).ConfigureAwait(false);
        meter.Leased(isolation);
        return new DatabaseLease(database, server.Engine, isolation, transaction) { Cost = Stopwatch.GetElapsedTime(started) };
    }

    private async ValueTask<string?> RollBackAsync(LeasableDatabase database, DbTransaction transaction)
    {
        try
        {
            var leak = await database.RollBackAsync(transaction).ConfigureAwait(false);
            if (leak is not null)
                await RecycleAsync(database).ConfigureAwait(false);
            else
                await AddAsync(database).ConfigureAwait(false);
            return leak;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Thrown away, nothing of it reaches another test: no reason to fail this one.
            Discard(database);
            return null;
        }
    }

    private async ValueTask RecycleAsync(LeasableDatabase database)
    {
        if (database.RecyclesAtOnce)
            await RecycleNowAsync(database).ConfigureAwait(false);
        else
            background.Run(() => RecycleNowAsync(database));
    }

    private async Task RecycleNowAsync(LeasableDatabase database)
    {
        try
        {
            if (await database.RecycleAsync(CancellationToken.None).ConfigureAwait(false))
            {
                meter.Recycled();
                await AddAsync(database).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Recycling is an optimisation: whatever went wrong, another database is made instead.
        }

        Discard(database);
    }

    private void Discard(LeasableDatabase database)
    {
        meter.Discarded();
        background.Run(() => DropAsync(database));
        Make();
    }

    /// <summary>Makes a database, which is counted as on the way.</summary>
    private void Make() => background.Run(async () =>
    {
        try
        {
            closing.Token.ThrowIfCancellationRequested();
            var database = await server.CreateDatabaseAsync(closing.Token).ConfigureAwait(false);
            meter.Created();
            await AddAsync(database).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            stock.Lose(e);
        }
    });

    private async ValueTask AddAsync(LeasableDatabase database)
    {
        if (!stock.TryAdd(database))
            await DropAsync(database).ConfigureAwait(false);
    }

    private static async Task DropAsync(LeasableDatabase database)
    {
        try
        {
            await database.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The server drops what it made when it ends, and no test can meet it before.
        }
    }
}
