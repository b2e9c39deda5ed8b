using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Harness.Servers.Errors;

/// <summary>An empty database on a real server, and what it takes to be refused by it.</summary>
internal sealed class Provoker : IAsyncDisposable
{
    private readonly Func<Task<RunningServer>> startAsync;
    private readonly RunningServer server;
    private readonly List<IAsyncDisposable> opened = [];

    private Provoker(Func<Task<RunningServer>> startAsync, RunningServer server, string database, DbConnection connection)
    {
        this.startAsync = startAsync;
        this.server = server;
        Database = database;
        Connection = connection;
    }

    /// <summary>Its name, which may serve for a user as well.</summary>
    public string Database { get; }

    /// <summary>An administrator's, open.</summary>
    public DbConnection Connection { get; }

    /// <summary>On a server that others use, too.</summary>
    /// <param name="server">The server.</param>
    /// <param name="startAsync">Starts another like it.</param>
    public static async Task<Provoker> OnAsync(RunningServer server, Func<Task<RunningServer>> startAsync)
    {
        var database = $"provoked_{Guid.NewGuid():n}"[..20];
        await server.AskAsync($"create database {database}");
        var connection = TestDrivers.Connect(server.Engine.Name, AddressOf(server, ("Database", database)));
        await connection.OpenAsync();
        return new(startAsync, server, database, connection);
    }

    /// <summary>The same on a server of its own, which may be broken.</summary>
    public async Task<Provoker> AloneAsync()
    {
        var alone = await startAsync();
        opened.Add(alone);
        var provoker = await OnAsync(alone, startAsync);
        opened.Add(provoker);
        return provoker;
    }

    /// <summary>Ends the server, whoever is connected to it.</summary>
    public ValueTask EndServerAsync() => server.DisposeAsync();

    public Task RunAsync(string sql) => RunAsync(Connection, sql);

    public static async Task RunAsync(DbConnection connection, string sql, int seconds = 60)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = seconds;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one answer to a question, as text, asked on another connection.</summary>
    public Task<string> AskAsync(string sql) => server.AskAsync(sql);

    /// <summary>Another connection, with some parts of its address changed.</summary>
    public async Task<DbConnection> OpenAsync(params (string Key, object Value)[] changes)
    {
        var connection = TestDrivers.Connect(server.Engine.Name, Address(changes));
        opened.Add(connection);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>How to connect to the database, with some parts changed.</summary>
    public string Address(params (string Key, object Value)[] changes) => AddressOf(server, [("Database", Database), .. changes]);

    /// <summary>Asks until the answer is what is waited for.</summary>
    public async Task UntilAsync(string question, string answer)
    {
        while (await AskAsync(question) != answer)
            await Task.Delay(10);
    }

    /// <summary>Waits for all, and then for the one that fails.</summary>
    public static async Task AllAsync(params Task[] tasks)
    {
        foreach (var task in tasks)
            await task.ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.WhenAll(tasks);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        opened.Reverse();
        foreach (var thing in opened)
            await thing.DisposeAsync();
    }

    private static string AddressOf(RunningServer server, params (string Key, object Value)[] changes)
    {
        var address = new DbConnectionStringBuilder { ConnectionString = server.ConnectionString };
        foreach (var (key, value) in changes)
            address[key] = Convert.ToString(value, CultureInfo.InvariantCulture);
        return address.ConnectionString;
    }
}
