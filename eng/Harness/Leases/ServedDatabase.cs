using System.Data.Common;
using Matrix.Harness.Statements;

namespace Matrix.Harness.Leases;

/// <summary>A database on a server, where other connections than the harness's own can reach it.</summary>
/// <remarks>It hears what the tests send, to name the statement that did what a rollback does not undo.</remarks>
/// <param name="reader">Reads what a statement may change.</param>
/// <param name="place">The database's name with its engine's, for a person to read.</param>
public abstract class ServedDatabase(StatementReader reader, string place) : LeasableDatabase
{
    private bool inRollback, isStillUsed;
    private string? transactionEnd, strayWrite, serverChange;
    private LeaseHolder? furtherHolder;

    /// <summary>Whether what is sent to the database is a test's doing.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>The connections besides the held one.</summary>
    protected OtherConnections Others { get; } = new();

    /// <summary>Takes note of a statement that one of the harness's connections is about to send.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters as a comment, or an empty text.</param>
    /// <returns>Its place in the log of statements; -1 when it is not noted.</returns>
    public int Note(string sql, string parameters = "")
    {
        if (!IsWatched)
            return -1;
        if (serverChange is null && !Holder.HasOwnServer && ChangesServer(sql))
            serverChange = sql;
        if (reader.Read(sql).Effects.HasFlag(StatementEffects.Transaction))
            transactionEnd = sql;
        Hear(sql);
        return Statements.Add(parameters.Length == 0 ? sql : sql + parameters);
    }

    /// <summary>Takes note of a transaction that was ended by a call.</summary>
    public void NoteEnd(string how)
    {
        if (IsWatched)
            transactionEnd = how;
    }

    /// <summary>Takes note of a connection that the harness did not make, and of what it sent.</summary>
    /// <param name="sql">The statement; <see langword="null"/> when it was opened.</param>
    public void NoteStray(string? sql)
    {
        Others.HasUnknown = true;
        if (sql is null)
            return;
        Note(sql);
        if (inRollback && reader.Read(sql).Writes)
            strayWrite ??= sql;
    }

    /// <summary>Takes note of a session of the harness's own making that is opened.</summary>
    /// <exception cref="LeaseLeakException">The lease is one that is rolled back, and has one session only.</exception>
    public void NoteOpening()
    {
        if (inRollback)
            throw new LeaseLeakException(furtherHolder is { HasEnded: true } ? LeaseFaults.UsedAfterEnd(furtherHolder.Test) : LeaseFaults.SecondConnection(place, null));
    }

    /// <inheritdoc/>
    public sealed override DbConnection CreateConnection()
    {
        furtherHolder = Holder;
        return Holder.Guard(Others.Follow(CreateFurther()));
    }

    /// <inheritdoc/>
    public sealed override async ValueTask<RollbackOutcome> RollBackAsync(DbTransaction transaction)
    {
        StopWatching();
        if (await IsRunningAsync().ConfigureAwait(false))
            return new(false, StillRunning());
        var rollback = await TryRollBackAsync(transaction).ConfigureAwait(false);
        var leak = serverChange is not null ? LeaseFaults.ServerChanged(place, serverChange)
            : strayWrite is not null ? LeaseFaults.SecondConnection(place, strayWrite)
            : rollback == Rollback.Lost && transactionEnd is not null ? LeaseFaults.LostTransaction(place, transactionEnd)
            : rollback == Rollback.Lost && await HasChangedAsync().ConfigureAwait(false) ? LeaseFaults.LostTransaction(place, null)
            : null;
        return new(rollback == Rollback.Undone && leak is null && !Others.Any, leak);
    }

    /// <inheritdoc/>
    public sealed override async ValueTask<string?> EndOwnAsync()
    {
        StopWatching();
        return await IsRunningAsync().ConfigureAwait(false) ? StillRunning()
            : serverChange is not null ? LeaseFaults.ServerChanged(place, serverChange) : null;
    }

    /// <inheritdoc/>
    public sealed override async ValueTask<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        if (isStillUsed || !await TryRestoreAsync(cancellationToken).ConfigureAwait(false))
            return false;
        Others.Forget();
        return true;
    }

    /// <summary>Whether a statement changes the server for everybody on it.</summary>
    protected virtual bool ChangesServer(string sql) => reader.ChangesServer(sql, Name);

    /// <summary>Makes a further connection, closed.</summary>
    protected abstract DbConnection CreateFurther();

    /// <summary>Hears a statement that a test sent. By default nothing is done about it.</summary>
    protected virtual void Hear(string sql) { }

    /// <summary>Whether a statement of the test is still running on the held connection.</summary>
    protected abstract ValueTask<bool> IsRunningAsync();

    /// <summary>Rolls back to the lease's savepoint, ends the transaction, and resets the session.</summary>
    protected abstract ValueTask<Rollback> TryRollBackAsync(DbTransaction transaction);

    /// <summary>Whether the database is not as it was before the lease, whose transaction ended by nothing that was heard.</summary>
    protected abstract ValueTask<bool> HasChangedAsync();

    /// <summary>Ends every other connection, resets the held one, and puts back what the blueprint built.</summary>
    /// <returns><see langword="false"/> when that is not certain.</returns>
    protected abstract ValueTask<bool> TryRestoreAsync(CancellationToken cancellationToken);

    /// <summary>Says that a lease has begun: what is sent from now on is its test's doing.</summary>
    protected void Watch(bool rollback) => (transactionEnd, strayWrite, serverChange, inRollback, IsWatched) = (null, null, null, rollback, true);

    /// <summary>Says that what is sent from now on is the harness's own doing, and not to be noted.</summary>
    protected void StopWatching() => (IsWatched, inRollback) = (false, false);

    private string StillRunning()
    {
        isStillUsed = true;
        return LeaseFaults.StillRunning(place, Statements.ToList() is [.., var last] ? last : null);
    }

    /// <summary>How rolling back went.</summary>
    protected enum Rollback
    {
        /// <summary>The lease's own transaction was rolled back, and nothing else is left of it.</summary>
        Undone,
        /// <summary>It was rolled back, and may have left something that a rollback does not undo.</summary>
        Doubtful,
        /// <summary>It was no longer there.</summary>
        Lost,
    }
}
