using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Matrix.Harness.Audits;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Leases;

/// <summary>Hands out databases, one per test, and restores used ones in the background.</summary>
/// <remarks>
/// A test that finds none ready takes whichever comes first: one that is being restored, or a new one, which is made
/// unless there are already three for each test that runs at one time. One that was dropped is replaced in the
/// background. No test waits for a drop.
/// Disposing drops them all, and waits for what still runs in the background; a database that cannot be dropped is
/// left to the server's own end.
/// </remarks>
/// <param name="server">Where the databases come from. The caller disposes it, after the pool.</param>
/// <param name="isPrivate">Whether the server is one test's own, which may change it.</param>
public sealed class LeasePool(DatabaseServer server, bool isPrivate = false) : IAsyncDisposable
{
    private volatile bool isDistrusted;

    private readonly DatabaseStock stock = new();
    private readonly BackgroundWork background = new();
    private readonly CancellationTokenSource closing = new();
    private readonly LeaseMeter meter = new();

    /// <summary>What leasing has cost so far.</summary>
    public LeaseStatistics Statistics => meter.Read();

    /// <summary>Restores no database any more: each is dropped after its lease, and the next test gets a new one. For a run in which something leaked.</summary>
    public void Distrust()
    {
        isDistrusted = true;
        foreach (var database in stock.TakeAll())
        {
            meter.Discarded();
            background.Run(() => DropAsync(database.DropAsync));
        }
    }

    /// <summary>Leases a ready database. End it with <see cref="EndAsync"/> or <see cref="KeepAsync"/>.</summary>
    /// <param name="isolation">How the test is kept apart from the others.</param>
    /// <param name="test">The test's name, for messages about what it leaves behind.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public async ValueTask<DatabaseLease> LeaseAsync(Isolation isolation, string? test, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        while (stock.TryTake(isolation, out var pooled))
        {
            try
            {
                return await BeginAsync(pooled).ConfigureAwait(false);
            }
            catch (UnusableDatabaseException e)
            {
                // Its connection may have been cut since it was restored: another one will do.
                Abandon(e.Used);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        meter.Waited();
        var awaited = await WaitAsync(isolation, cancellationToken).ConfigureAwait(false);
        try
        {
            return await BeginAsync(awaited).ConfigureAwait(false);
        }
        catch (UnusableDatabaseException e)
        {
            Abandon(e.Used);
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }

        async ValueTask<DatabaseLease> BeginAsync(ReadyDatabase database)
        {
            var lease = await database.BeginAsync(server.Engine, isolation, test, isPrivate, asked, cancellationToken).ConfigureAwait(false);
            meter.Leased(isolation);
            return lease;
        }
    }

    /// <summary>Leases a ready database for a test without a name.</summary>
    /// <inheritdoc cref="LeaseAsync(Isolation, string, CancellationToken)"/>
    public ValueTask<DatabaseLease> LeaseAsync(Isolation isolation, CancellationToken cancellationToken) => LeaseAsync(isolation, null, cancellationToken);

    /// <summary>Ends a lease: nothing that the test wrote is left for another to see.</summary>
    /// <param name="lease">The lease to end.</param>
    /// <param name="abandoned">The test may still be using it, as after a timeout: drop the database.</param>
    /// <exception cref="LeaseLeakException">The test did something that its isolation does not allow. The database is restored or dropped all the same.</exception>
    /// <exception cref="InvalidOperationException">The lease was ended before.</exception>
    public async ValueTask EndAsync(DatabaseLease lease, bool abandoned = false)
    {
        var started = Stopwatch.GetTimestamp();
        var used = lease.End();
        stock.Return();
        if (abandoned || !await TryEndAsync(used, lease).ConfigureAwait(false) || isDistrusted)
            Discard(used);
        else if (used.IsRolledBack || used.Database.RestoresAtOnce)
            await RestoreAsync(used).ConfigureAwait(false);
        else
            background.Run(() => RestoreAsync(used));

        meter.Ended(lease, started);
        if (used.Leak is not null)
            throw new LeaseLeakException(used.Leak);
    }

    /// <summary>Reads every database that is ready, when no test runs any more, and compares it with a new one. The databases are dropped then.</summary>
    /// <returns>Those that are not as the blueprint left them.</returns>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    public async Task<IReadOnlyList<AuditFinding>> AuditAsync()
    {
        await background.WhenDoneAsync().ConfigureAwait(false);
        var ready = stock.TakeAll();
        if (server.Auditor is not { } auditor || ready.Count == 0)
            return [];
        var findings = new List<AuditFinding>();
        var asBuilt = await ReadyDatabase.MakeAsync(server, CancellationToken.None).ConfigureAwait(false);
        try
        {
            var expected = (await asBuilt.AuditAsync(auditor).ConfigureAwait(false)).Facts;
            foreach (var database in ready)
            {
                var (name, tests, facts) = await database.AuditAsync(auditor).ConfigureAwait(false);
                if (AuditFinding.Compare(expected, facts) is { Count: > 0 } differences)
                    findings.Add(new(name, tests, differences));
            }
        }
        finally
        {
            await Task.WhenAll(ready.Append(asBuilt).Select(database => DropAsync(database.DropAsync))).ConfigureAwait(false);
        }

        meter.Audited(ready.Count);
        return findings;
    }

    /// <summary>Ends a lease and keeps its database for a person to look at.</summary>
    /// <param name="lease">The lease to end.</param>
    /// <param name="folder">Where an engine in the process may write a file.</param>
    /// <returns>How to connect, without a password.</returns>
    /// <exception cref="InvalidOperationException">The lease was ended before.</exception>
    public async ValueTask<string> KeepAsync(DatabaseLease lease, string folder)
    {
        var used = lease.End();
        stock.Return();
        try
        {
            var kept = await used.Database.KeepAsync(lease.Transaction, folder).ConfigureAwait(false);
            meter.Discarded();
            used.Spend();
            Make();
            return kept;
        }
        catch
        {
            Discard(used);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var left = stock.Close();
        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(left.Select(database => DropAsync(database.DropAsync))).ConfigureAwait(false);
        await background.WhenDoneAsync().ConfigureAwait(false);
    }

    private async ValueTask<ReadyDatabase> WaitAsync(Isolation isolation, CancellationToken cancellationToken)
    {
        var waiter = stock.Wait(isolation, out var make);
        if (make)
            Make();
        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    /// <returns><see langword="false"/> when what the lease left could not be ended in order.</returns>
    private static async ValueTask<bool> TryEndAsync(UsedDatabase used, DatabaseLease lease)
    {
        try
        {
            await used.EndAsync(lease).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Dropped, nothing of it reaches another test: no reason to fail this one.
            return false;
        }
    }

    private async Task RestoreAsync(UsedDatabase used)
    {
        if (await ReadyDatabase.RestoreAsync(used).ConfigureAwait(false) is { } ready)
        {
            if (!used.IsRolledBack)
                meter.Recycled();
            await AddAsync(ready).ConfigureAwait(false);
        }
        else
        {
            Discard(used);
        }
    }

    // A lease was never begun, so it is the stock's to hear that none has the database.
    private void Abandon(UsedDatabase used)
    {
        stock.Return();
        Discard(used);
    }

    private void Discard(UsedDatabase used)
    {
        meter.Discarded();
        background.Run(() => DropAsync(used.DropAsync));
        Make();
    }

    /// <summary>Makes a database, which the stock expects.</summary>
    private void Make() => background.Run(async () =>
    {
        try
        {
            closing.Token.ThrowIfCancellationRequested();
            var database = await ReadyDatabase.MakeAsync(server, closing.Token).ConfigureAwait(false);
            meter.Created();
            await AddAsync(database).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            stock.Lose(e);
        }
    });

    private async ValueTask AddAsync(ReadyDatabase database)
    {
        if (!stock.TryAdd(database))
            await DropAsync(database.DropAsync).ConfigureAwait(false);
    }

    private static async Task DropAsync(Func<ValueTask> drop)
    {
        try
        {
            await drop().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The server drops what it made when it ends, and no test can get it before.
        }
    }
}
