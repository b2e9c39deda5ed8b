using System.Data.Common;
using Matrix.Harness.Statements;

namespace Matrix.Harness.Leases;

/// <summary>A database on a server, where other connections than the harness's own can reach it.</summary>
/// <remarks>What the tests send is noted, so that no more is restored than was written, and what cannot be undone is told.</remarks>
/// <param name="reader">Reads what a statement may change.</param>
/// <param name="place">The database's name with its engine's, for a person to read.</param>
public abstract class ServedDatabase(StatementReader reader, string place) : LeasableDatabase
{
    /// <summary>The savepoint whose loss shows that the test ended the lease's transaction.</summary>
    protected const string Savepoint = "matrix_lease";

    private const StatementEffects OnSession = StatementEffects.Session | StatementEffects.Unknown;

    private bool inRollback, needsRecycling;
    private string? strayWrite;

    /// <inheritdoc/>
    public sealed override bool IsReady => !needsRecycling && IsConnected && !IsWornOut;

    /// <summary>Whether what is sent to the database is a test's doing.</summary>
    public bool IsWatched { get; private set; } = true;

    /// <summary>What the lease's statements may have changed.</summary>
    protected Footprint Footprint { get; } = new();

    /// <summary>The connections beside the held one.</summary>
    protected OtherConnections Others { get; } = new();

    /// <summary>Whether the held connection is open, as far as is known without asking the server.</summary>
    protected abstract bool IsConnected { get; }

    /// <inheritdoc/>
    public sealed override async ValueTask<string?> RollBackAsync(DbTransaction transaction)
    {
        (IsWatched, inRollback) = (false, false);
        var isUndone = await TryRollBackAsync(transaction).ConfigureAwait(false);
        var leak = isUndone ? null : await DescribeLossAsync().ConfigureAwait(false);
        if (leak is null && strayWrite is not null)
            leak = LeaseFaults.SecondConnection(place, strayWrite);
        // A rollback leaves what is the session's: its locks, its prepared statements.
        needsRecycling = !isUndone || strayWrite is not null || (Footprint.Effects & OnSession) != 0;
        if (needsRecycling)
            return leak;
        Footprint.Clear();
        IsWatched = true;
        return null;
    }

    /// <inheritdoc/>
    public sealed override async ValueTask<bool> RecycleAsync(CancellationToken cancellationToken)
    {
        IsWatched = false;
        if (Footprint.Effects.HasFlag(StatementEffects.Schema) || IsWornOut)
            return false;
        if (!IsKnownInFull || !await TryRestoreQuicklyAsync(cancellationToken).ConfigureAwait(false))
        {
            await RenewConnectionsAsync(cancellationToken).ConfigureAwait(false);
            if (!await RestoreAsync(cancellationToken).ConfigureAwait(false))
                return false;
        }

        Footprint.Clear();
        (strayWrite, needsRecycling, IsWatched) = (null, false, true);
        return true;
    }

    /// <summary>Takes note of a statement that one of the harness's connections is about to send.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters as a comment, or an empty text.</param>
    /// <returns>Its place in the log of statements; -1 when it is not noted.</returns>
    public int Note(string sql, string parameters = "")
    {
        if (!IsWatched)
            return -1;
        Footprint.Note(sql, reader.Read(sql));
        return Statements.Add(parameters.Length == 0 ? sql : sql + parameters);
    }

    /// <summary>Takes note of a transaction that was begun by a call.</summary>
    public void NoteBegin()
    {
        if (IsWatched)
            Footprint.NoteBegin();
    }

    /// <summary>Takes note of a transaction that was ended by a call.</summary>
    public void NoteEnd(string how)
    {
        if (IsWatched)
            Footprint.NoteEnd(how);
    }

    /// <summary>Takes note of a connection that the harness has not made, and of what it sent.</summary>
    /// <param name="sql">The statement; <see langword="null"/> when it was opened.</param>
    public void NoteStray(string? sql)
    {
        Others.HasUnknown = true;
        if (sql is null)
            return;
        Note(sql);
        if (inRollback && LeaseFaults.Writes(reader.Read(sql)))
            strayWrite ??= sql;
    }

    /// <summary>Takes note of a further connection of the harness's own making. A lease that is rolled back has none.</summary>
    /// <exception cref="LeaseLeakException">The lease is one that is rolled back.</exception>
    public void NoteOpening()
    {
        if (inRollback)
            throw new LeaseLeakException(LeaseFaults.SecondConnection(place, null));
    }

    /// <summary>Whether so much was done to the database that a new one is better. By default never.</summary>
    protected virtual bool IsWornOut => false;

    // Only the held connection was used, and nothing was sent that could outlast its statement but rows.
    private bool IsKnownInFull => !needsRecycling && IsConnected && !Others.Any && Footprint.OpenTransactions == 0
        && (Footprint.Effects & (OnSession | StatementEffects.Sequences)) == 0;

    /// <summary>Puts back what the footprint says, where that is known to be all: on the held connection, without renewing its session.</summary>
    /// <returns><see langword="false"/> when it is to be done thoroughly after all.</returns>
    protected abstract ValueTask<bool> TryRestoreQuicklyAsync(CancellationToken cancellationToken);

    /// <summary>Rolls back to the savepoint, and ends or renews the transaction, in as few round trips as can be.</summary>
    /// <returns><see langword="false"/> when the savepoint is gone, or the connection cannot be used.</returns>
    protected abstract ValueTask<bool> TryRollBackAsync(DbTransaction transaction);

    /// <summary>Replaces the held connection's session by one as good as new, whatever was left open on it.</summary>
    protected abstract ValueTask ReopenAsync(CancellationToken cancellationToken);

    /// <summary>Ends every connection to the database, the held one included, and opens that anew.</summary>
    protected abstract ValueTask EndConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>Puts back what the footprint says, and checks that nothing else changed.</summary>
    /// <returns><see langword="false"/> when the database does not come back to what it was.</returns>
    protected abstract ValueTask<bool> RestoreAsync(CancellationToken cancellationToken);

    /// <summary>Whether schema and rows are as they were before the lease.</summary>
    protected abstract ValueTask<bool> IsAsLeftAsync(CancellationToken cancellationToken);

    /// <summary>Says that a lease has begun that is rolled back.</summary>
    protected void BeginRollback() => inRollback = true;

    /// <summary>Says that what is sent from now on is a test's doing again.</summary>
    protected void Watch() => IsWatched = true;

    /// <summary>Says that what is sent from now on is the harness's own doing, and not to be noted.</summary>
    protected void StopWatching() => (IsWatched, inRollback) = (false, false);

    private async ValueTask RenewConnectionsAsync(CancellationToken cancellationToken)
    {
        // A transaction that SQL began may be open yet on a connection that was given back: a pool may reset it only when it is taken again.
        var areClean = !Others.HasUnknown && !Others.HasOpen && !(Others.Any && Footprint.SpellsTransactions) && (Footprint.Effects & OnSession) == 0;
        if (areClean)
            await ReopenAsync(cancellationToken).ConfigureAwait(false);
        else
            await EndConnectionsAsync(cancellationToken).ConfigureAwait(false);
        Others.Forget();
    }

    // Without a word of who ended the transaction, what the database holds must tell whether anything outlived it:
    // a connection that broke, or a deadlock's victim, took the transaction along and left nothing.
    private async ValueTask<string?> DescribeLossAsync()
    {
        if (Footprint.TransactionEnd is { } endedBy)
            return LeaseFaults.LostTransaction(place, endedBy);
        Footprint.NoteUnknown();
        await ReopenAsync(CancellationToken.None).ConfigureAwait(false);
        return await IsAsLeftAsync(CancellationToken.None).ConfigureAwait(false) ? null : LeaseFaults.LostTransaction(place, null);
    }
}
