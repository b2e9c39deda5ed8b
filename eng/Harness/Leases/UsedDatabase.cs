namespace Matrix.Harness.Leases;

/// <summary>A database whose lease has ended. Nobody can have it before <see cref="ReadyDatabase.RestoreAsync"/> has restored it.</summary>
internal sealed class UsedDatabase(LeasableDatabase database)
{
    private int spent;

    /// <summary>The database, for restoring and dropping it.</summary>
    public LeasableDatabase Database => database;

    /// <summary>Whether a rollback has undone all that the lease did.</summary>
    public bool IsRolledBack { get; private set; }

    /// <summary>What the test did that it may not do, for a person to read; <see langword="null"/> when it did no such thing.</summary>
    public string? Leak { get; private set; }

    /// <summary>Ends what the lease has open, and rolls back where it is to be rolled back.</summary>
    public async ValueTask EndAsync(DatabaseLease lease)
    {
        if (lease.Transaction is null)
        {
            Leak = await database.EndOwnAsync().ConfigureAwait(false);
            return;
        }

        var outcome = await database.RollBackAsync(lease.Transaction).ConfigureAwait(false);
        (IsRolledBack, Leak) = (outcome.IsReady && outcome.Leak is null, outcome.Leak);
    }

    /// <summary>Drops it.</summary>
    public ValueTask DropAsync() => Spend().DisposeAsync();

    /// <exception cref="ObjectDisposedException">It was restored or dropped before.</exception>
    public LeasableDatabase Spend() => Interlocked.Exchange(ref spent, 1) == 0
        ? database
        : throw new ObjectDisposedException(nameof(UsedDatabase));
}
