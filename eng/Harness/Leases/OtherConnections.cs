using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>The connections to one database beside the one that is held: which are still open, and whether some are not known at all.</summary>
public sealed class OtherConnections
{
    private readonly ConcurrentDictionary<DbConnection, bool> open = new();

    /// <summary>Whether some were made in ways that are not followed, such as from the connection string.</summary>
    public bool HasUnknown
    {
        get;
        set
        {
            field = value;
            Any |= value;
        }
    }

    /// <summary>Whether there were any.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether some of those that are followed were left open.</summary>
    public bool HasOpen => !open.IsEmpty;

    /// <summary>Follows a connection from now on.</summary>
    /// <returns>The same connection.</returns>
    public T Follow<T>(T connection) where T : DbConnection
    {
        Any = true;
        connection.StateChange += (sender, change) =>
        {
            if (change.CurrentState == ConnectionState.Open)
                open[(DbConnection)sender] = true;
            else
                open.TryRemove((DbConnection)sender, out _);
        };
        return connection;
    }

    /// <summary>Forgets them: they have been ended.</summary>
    public void Forget()
    {
        open.Clear();
        (HasUnknown, Any) = (false, false);
    }
}
