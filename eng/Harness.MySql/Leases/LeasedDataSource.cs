using System.Collections.Concurrent;
using System.Globalization;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Makes the connections to one database, and knows of every one that was made.</summary>
internal sealed class LeasedDataSource : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> threads = new(StringComparer.Ordinal);
    private MySqlDataSource source;
    private DriverLog? log;

    public LeasedDataSource(string administrator, string database, string session)
    {
        Database = database;
        // Pomelo's provider takes no connection without these two.
        var address = new MySqlConnectionStringBuilder(administrator) { AllowUserVariables = true, UseAffectedRows = false };
        address.Database = database;
        address.ApplicationName = session;
        address.Pooling = true;
        address.ConnectionReset = true;
        address.MinimumPoolSize = 0;
        ConnectionString = address.ConnectionString;
        source = Build();
    }

    public string Database { get; }

    /// <summary>Holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>Whoever is told of what the connections do.</summary>
    public IStatementListener? Owner { get; set; }

    /// <summary>Whether a statement was sent and its end was not heard.</summary>
    public bool HasOpenStatement => log?.HasOpenStatement == true;

    public MySqlConnection CreateConnection() => source.CreateConnection();

    /// <summary>Whether a connection is or was one of ours, by the server's number for it. What a test kept of one that was ended fails.</summary>
    public bool IsOwn(string? thread) => thread is not null && threads.ContainsKey(thread);

    /// <summary>Closes the connections that are not in use, and the others as soon as they are given back.</summary>
    public async ValueTask RenewAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        source = Build();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private MySqlDataSource Build()
    {
        var builder = new MySqlDataSourceBuilder(ConnectionString);
        var heard = log = new DriverLog(() => Owner);
        builder.UseLoggerFactory(heard);
        builder.UseConnectionOpenedCallback((context, _) =>
        {
            Owner?.NoteOpening();
            heard.Follow(context.Connection);
            threads[context.Connection.ServerThread.ToString(CultureInfo.InvariantCulture)] = true;
            return ValueTask.CompletedTask;
        });
        return builder.Build();
    }
}
