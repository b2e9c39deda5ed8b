using System.Data.Common;

namespace Matrix.Tests.Glue;

public abstract partial class Dialect
{
    /// <summary>The statement that begins a transaction in which nothing can be written.</summary>
    public abstract string BeginReadOnly { get; }

    /// <summary>A query that keeps others from changing what it finds, where the engine has one.</summary>
    public abstract string ForUpdate(string query);

    /// <summary>Lets statements on the connection wait for a lock no longer than the engine's shortest time.</summary>
    public abstract Task GiveUpLocksSoonAsync(SqlSession session);

    /// <summary>Whether a statement that waits for a lock keeps the caller's thread, so that a test's other session could never release it.</summary>
    public virtual bool WaitsOnCallersThread => false;

    /// <summary>Has a session look for a deadlock as soon as it waits, or leave that to the other, where sessions look for themselves.</summary>
    public virtual Task LookForDeadlocksAsync(SqlSession session, bool soon) => Task.CompletedTask;

    /// <summary>Whether a connection's statement waits for a lock; where the order of waiting decides nothing, whether it has begun.</summary>
    /// <param name="observer">Another connection, to ask on.</param>
    /// <param name="waiting">The connection that is asked about.</param>
    public abstract Task<bool> WaitsForLockAsync(SqlSession observer, DbConnection waiting);
}
