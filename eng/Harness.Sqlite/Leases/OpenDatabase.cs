using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite.Storage;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>One database and the connections to it. Closed for good when its lease is over: the next works on another.</summary>
internal sealed class OpenDatabase : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<LeasedConnection> connections = [];
    private readonly DatabaseStore store;
    private readonly Func<StatementLog> log;
    private SqliteConnection? keeper;
    private volatile bool closed;

    /// <summary>Makes an empty one, with one connection open.</summary>
    public OpenDatabase(DatabaseStore store, Func<StatementLog> log)
    {
        this.store = store;
        this.log = log;
        Address = store.NewAddress();
        Primary = CreateConnection();
        Primary.Open();
    }

    public DatabaseAddress Address { get; }

    public string? Preparation => store.Preparation;

    public LeasedConnection Primary { get; }

    public bool IsClosed => closed;

    public LeasedConnection CreateConnection() => new(this, log);

    public void Opened(LeasedConnection connection)
    {
        lock (gate)
        {
            if (closed)
            {
                throw new LeaseLeakException(
                    $"A connection to the SQLite database {Address.Name} was opened after its lease had ended. "
                    + "Await what the test starts, and keep no connection beyond its end.");
            }

            connections.Add(connection);
        }
    }

    public void Closing(LeasedConnection connection)
    {
        lock (gate)
        {
            // In memory a database lasts as long as its last connection: a test that closes it still finds its rows on reopening.
            if (!closed && keeper is null && connections.Count == 1)
                (keeper = new SqliteConnection(Address.ConnectionString)).Open();
            connections.Remove(connection);
        }
    }

    /// <summary>Closes the connections that are left, but keeps what they committed.</summary>
    /// <returns>A connection to it, which goes with this.</returns>
    public SqliteConnection CloseButOne()
    {
        if (keeper is null)
            (keeper = new SqliteConnection(Address.ConnectionString)).Open();
        CloseConnections();
        return keeper;
    }

    /// <summary>Ends what still runs, so that nothing waits for it: closing does, until the statement ends.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            closed = true;
            foreach (var connection in connections)
                connection.Interrupt();
        }
    }

    public void Dispose()
    {
        CloseConnections();
        keeper?.Dispose();
        store.Remove(Address);
    }

    private void CloseConnections()
    {
        Interrupt();
        LeasedConnection[] left;
        lock (gate)
            left = [.. connections];
        foreach (var connection in left)
            Close(connection);
    }

    private static void Close(LeasedConnection connection)
    {
        var handle = connection.Handle;
        try
        {
            connection.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The driver stumbles over a thread that still uses the connection; SQLite itself does not.
            handle?.Dispose();
        }
    }
}
