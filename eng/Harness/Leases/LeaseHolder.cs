using System.Data;
using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>The test that has a database, and what it may no longer do once its lease has ended. Safe for use by several threads.</summary>
/// <param name="test">The test's name; <see langword="null"/> where nobody gave one.</param>
/// <param name="hasOwnServer">Whether no other test is on the server.</param>
public sealed class LeaseHolder(string? test, bool hasOwnServer = false)
{
    private volatile bool ended;

    /// <summary>The test's name, for a person to read.</summary>
    public string Test { get; } = test ?? "A test";

    /// <summary>Whether no other test is on the server, so that this one may change it.</summary>
    public bool HasOwnServer => hasOwnServer;

    /// <summary>Whether the lease has ended.</summary>
    public bool HasEnded => ended;

    /// <summary>Says that the lease has ended.</summary>
    public void End() => ended = true;

    /// <summary>Has a connection of the lease refuse to open once the lease has ended.</summary>
    /// <returns>The same connection.</returns>
    public T Guard<T>(T connection) where T : DbConnection
    {
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Open)
                ThrowIfEnded();
        };
        return connection;
    }

    /// <exception cref="LeaseLeakException">The lease has ended.</exception>
    public void ThrowIfEnded()
    {
        if (ended)
            throw new LeaseLeakException(LeaseFaults.UsedAfterEnd(Test));
    }
}
