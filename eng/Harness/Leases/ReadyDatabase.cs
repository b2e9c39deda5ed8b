using System.Data.Common;
using System.Diagnostics;
using Matrix.Harness.Audits;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Leases;

/// <summary>A database that holds what the blueprint built and nothing else: the only thing that a test can get.</summary>
/// <remarks>It comes into being in two ways: it was made, or a used one was restored. Beginning a lease spends it.</remarks>
internal sealed class ReadyDatabase
{
    private LeasableDatabase? database;

    private ReadyDatabase(LeasableDatabase database) => this.database = database;

    /// <summary>Whether generated keys start where the blueprint left them.</summary>
    public bool NumbersFromStart => database!.NumbersFromStart;

    /// <summary>Makes one.</summary>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    public static async Task<ReadyDatabase> MakeAsync(DatabaseServer server, CancellationToken cancellationToken) =>
        new(await server.CreateDatabaseAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Restores a used one.</summary>
    /// <returns><see langword="null"/> when it could not be restored for certain, and is to be dropped.</returns>
    public static async ValueTask<ReadyDatabase?> RestoreAsync(UsedDatabase used)
    {
        try
        {
            return used.IsRolledBack || await used.Database.RestoreAsync(CancellationToken.None).ConfigureAwait(false) ? new(used.Spend()) : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Restoring is an optimisation: whatever went wrong, another database is made instead.
            return null;
        }
    }

    /// <summary>Begins a lease. The database is then no longer ready, whether this succeeds or not.</summary>
    public async ValueTask<DatabaseLease> BeginAsync(EngineIdentity engine, Isolation isolation, string? test, bool hasOwnServer, long asked, CancellationToken cancellationToken)
    {
        var begun = Spend();
        try
        {
            begun.BeginLease(test, hasOwnServer);
            DbTransaction? transaction = null;
            if (isolation == Isolation.Rollback)
                transaction = await begun.BeginAsync(cancellationToken).ConfigureAwait(false);
            else
                await begun.BeginOwnAsync(isolation == Isolation.OwnDatabase, cancellationToken).ConfigureAwait(false);
            return new DatabaseLease(begun, engine, isolation, transaction) { Cost = Stopwatch.GetElapsedTime(asked) };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnusableDatabaseException(new UsedDatabase(begun), e);
        }
    }

    /// <summary>Reads it whole.</summary>
    /// <returns>The tests that had it, and what an auditor found.</returns>
    public async Task<(string Name, IReadOnlyList<string> Tests, SortedDictionary<string, string> Facts)> AuditAsync(DatabaseAuditor auditor) =>
        (database!.Name, [.. Enumerable.Reverse(database.Tests)], await auditor.ReadAsync(database.Connection, database.Name, CancellationToken.None).ConfigureAwait(false));

    /// <summary>Drops it.</summary>
    public ValueTask DropAsync() => Spend().DisposeAsync();

    private LeasableDatabase Spend() => Interlocked.Exchange(ref database, null) ?? throw new ObjectDisposedException(nameof(ReadyDatabase));
}

/// <summary>No lease could be begun on a database, which is to be dropped.</summary>
internal sealed class UnusableDatabaseException(UsedDatabase used, Exception cause) : Exception(cause.Message, cause)
{
    public UsedDatabase Used { get; } = used;
}
