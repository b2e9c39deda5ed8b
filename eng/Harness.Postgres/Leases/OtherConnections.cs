using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The connections to one database beside the one that is held: which are still open, and which are not known at all.</summary>
internal sealed class OtherConnections
{
    private readonly ConcurrentDictionary<NpgsqlConnection, bool> open = new();

    /// <summary>Whether some were made in ways that are not followed, such as from the connection string.</summary>
    public bool HasUnknown { get; set; }

    /// <summary>Whether some were made at all since <see cref="Forget"/>.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether some of those that are followed were left open.</summary>
    public bool HasOpen => !open.IsEmpty;

    public NpgsqlConnection Follow(NpgsqlConnection connection)
    {
        Any = true;
        connection.StateChange += (sender, change) =>
        {
            if (change.CurrentState == ConnectionState.Open)
                open[(NpgsqlConnection)sender] = true;
            else
                open.TryRemove((NpgsqlConnection)sender, out _);
        };
        return connection;
    }

    public void Forget()
    {
        open.Clear();
        (Any, HasUnknown) = (false, false);
    }
}
