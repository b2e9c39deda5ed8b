using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>One database of a server, leased to one test at a time.</summary>
/// <remarks>Disposing drops it.</remarks>
public abstract class LeasableDatabase : IAsyncDisposable
{
    /// <summary>The database's name on its server.</summary>
    public abstract string Name { get; }

    /// <summary>The connection that is held open for the database's life.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>How to reach the database from another connection. Holds the password: never print it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>What was sent to the database since the lease began. Each lease has a log of its own.</summary>
    public StatementLog Statements { get; private set; } = new();

    /// <summary>Whether it is still as it was when it became ready. Asked before each lease, so it must cost next to nothing. By default it is.</summary>
    /// <remarks>One that is not is recycled, and the test gets another.</remarks>
    public virtual bool IsReady => true;

    /// <summary>Whether nothing is left that a test which has it for its own would have to wait for. Asked before each lease. By default it is so.</summary>
    public virtual bool IsPristine => true;

    /// <summary>Whether making it ready again takes no longer than handing that to another thread. By default it does.</summary>
    /// <remarks>Where it is so, ending a lease waits for it, instead of the next test.</remarks>
    public virtual bool RecyclesAtOnce => false;

    /// <summary>Makes a further connection to this database, closed. The caller disposes it.</summary>
    public abstract DbConnection CreateConnection();

    /// <summary>Makes sure that the connection is in no transaction, for a test that has the database for its own. By default it never is.</summary>
    /// <param name="restartIdentity">Whether generated keys are to begin where the blueprint left them. By default they always do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public virtual ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Begins the transaction that <see cref="RollBackAsync"/> undoes, and marks it so that its loss is noticed.</summary>
    public abstract ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what was done since <see cref="BeginAsync"/>.</summary>
    /// <returns><see langword="null"/> when all of it was undone; else what the test did that cannot be, for a person to read.</returns>
    public abstract ValueTask<string?> RollBackAsync(DbTransaction transaction);

    /// <summary>Makes the database ready again after a lease that could do anything to it.</summary>
    /// <returns><see langword="false"/> when it cannot be made so: dispose it and make another.</returns>
    public abstract ValueTask<bool> RecycleAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what a failed test left, for a person to look at, beyond the end of the run.</summary>
    /// <param name="transaction">The lease's transaction, to be made permanent; <see langword="null"/> for an own database.</param>
    /// <param name="folder">Where an engine in the process may write a file.</param>
    /// <returns>How to connect, without a password.</returns>
    public abstract ValueTask<string> KeepAsync(DbTransaction? transaction, string folder);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    internal void BeginLog() => Statements = new();
}
