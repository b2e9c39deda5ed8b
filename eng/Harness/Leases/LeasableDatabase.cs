using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>One database of a server, leased to one test at a time.</summary>
/// <remarks>
/// The pool calls, in this order and again and again: <see cref="BeginAsync"/> and <see cref="RollBackAsync"/>, or
/// <see cref="BeginOwnAsync"/> and <see cref="EndOwnAsync"/>; then <see cref="RestoreAsync"/>, unless rolling back said that
/// nothing is left to restore. No call overlaps another. Disposing drops the database.
/// </remarks>
public abstract class LeasableDatabase : IAsyncDisposable
{
    /// <summary>The database's name on its server.</summary>
    public abstract string Name { get; }

    /// <summary>The lease's open connection. An engine gives each lease an object of its own, which is of no use after the lease.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>How to reach the database from another connection. Contains the password: never print it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>What was sent to the database since the lease began. Each lease has a log of its own.</summary>
    public StatementLog Statements { get; private set; } = new();

    /// <summary>Who has the database now, or had it last.</summary>
    public LeaseHolder Holder { get; private set; } = new(null);

    /// <summary>Whether generated keys start where the blueprint left them. A test that asks for that gets such a database first. By default they always do.</summary>
    public virtual bool NumbersFromStart => true;

    /// <summary>Whether restoring takes no longer than handing that to another thread. By default it does.</summary>
    /// <remarks>Where it is so, ending a lease waits for it, instead of the next test.</remarks>
    public virtual bool RestoresAtOnce => false;

    /// <summary>Makes a further connection to this database, closed. The caller disposes it.</summary>
    public abstract DbConnection CreateConnection();

    /// <summary>Begins the transaction that <see cref="RollBackAsync"/> undoes, and marks it so that its loss is noticed.</summary>
    public abstract ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what was done since <see cref="BeginAsync"/>, and resets the session.</summary>
    public abstract ValueTask<RollbackOutcome> RollBackAsync(DbTransaction transaction);

    /// <summary>Begins a lease in which the test has the database for its own. By default there is nothing to do.</summary>
    /// <param name="restartIdentity">Whether generated keys are to start where the blueprint left them. By default they always do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public virtual ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Ends such a lease. <see cref="RestoreAsync"/> follows. By default nothing is wrong with it.</summary>
    /// <returns><see langword="null"/>; or what the test did that it may not do, for a person to read.</returns>
    public virtual ValueTask<string?> EndOwnAsync() => new((string?)null);

    /// <summary>Puts the database back to what the blueprint built, after a lease that may have done anything to it, and resets every session.</summary>
    /// <returns><see langword="false"/> when that is not certain: drop it and make another.</returns>
    public abstract ValueTask<bool> RestoreAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what a failed test left, for a person to look at, beyond the end of the run.</summary>
    /// <param name="transaction">The lease's transaction, to be made permanent; <see langword="null"/> for an own database.</param>
    /// <param name="folder">Where an engine in the process may write a file.</param>
    /// <returns>How to connect, without a password.</returns>
    public abstract ValueTask<string> KeepAsync(DbTransaction? transaction, string folder);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The tests that have had it, the last one last.</summary>
    internal List<string> Tests { get; } = [];

    internal void BeginLease(string? test, bool hasOwnServer = false)
    {
        (Statements, Holder) = (new(), new(test, hasOwnServer));
        Tests.Add(Holder.Test);
    }
}

/// <summary>How a lease that is rolled back ended.</summary>
/// <param name="IsReady">Whether all was undone, so that the next test can have the database. Else it is restored.</param>
/// <param name="Leak">What the test did that a rollback does not undo, for a person to read; <see langword="null"/> when it did no such thing.</param>
public readonly record struct RollbackOutcome(bool IsReady, string? Leak = null);
