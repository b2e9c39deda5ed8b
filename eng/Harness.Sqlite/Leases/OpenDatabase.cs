using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>One database and the connections to it. Closed for good when its lease is over: the next works on another.</summary>
internal sealed class OpenDatabase : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<LeasedConnection> connections = [];
    private readonly DatabaseStore store;
    private readonly Func<StatementLog> log;
    private readonly HashSet<sqlite3> known = [];
    private SqliteConnection? keeper;
    private bool isHandingOver;
    private volatile bool closed;

    /// <summary>Makes an empty one, with one connection open.</summary>
    public OpenDatabase(DatabaseStore store, Func<StatementLog> log)
    {
        this.store = store;
        this.log = log;
        Address = store.NewAddress();
        Primary = OpenPrimary();
    }

    public DatabaseAddress Address { get; }

    public string? Preparation => store.Preparation;

    /// <summary>The connection of the lease.</summary>
    public LeasedConnection Primary { get; private set; }

    public bool IsClosed => closed;

    /// <summary>The commands that run on its connections.</summary>
    public RunningCommands Running { get; } = new();

    /// <summary>Makes a further connection, closed.</summary>
    public LeasedConnection CreateConnection(LeaseHolder holder) => new(this, Address.ConnectionString, holder, log);

    /// <summary>Gives the native connection to an object that belongs to the next lease. Functions and collations that were registered on the old one are gone.</summary>
    public void HandOver()
    {
        isHandingOver = true;
        Primary.Dispose();
        Primary = OpenPrimary();
        isHandingOver = false;
    }

    private LeasedConnection OpenPrimary()
    {
        var connection = new LeasedConnection(this, Address.LeaseConnectionString, new(null), log);
        connection.Open();
        return connection;
    }

    /// <summary>Whether a native connection has not been prepared yet.</summary>
    public bool IsNew(sqlite3 handle)
    {
        lock (gate)
            return known.Add(handle);
    }

    public void Opened(LeasedConnection connection)
    {
        lock (gate)
        {
            if (closed)
                throw new LeaseLeakException(LeaseFaults.UsedAfterEnd("A test"));

            connections.Add(connection);
        }
    }

    public void Closing(LeasedConnection connection)
    {
        lock (gate)
        {
            // In memory a database lasts as long as its last connection: a test that closes it still finds its rows on reopening.
            if (!closed && !isHandingOver && keeper is null && connections.Count == 1)
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
        SqliteConnection.ClearPool(Primary);
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
