using System.Data;
using Matrix.Harness.MySql.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using MySqlConnector;

namespace Matrix.Harness.MySql.Databases;

/// <summary>The databases on a server that Matrix made. No other is ever touched.</summary>
/// <remarks>Whether a run lives is told by a lock that one of its connections holds to its end.</remarks>
internal sealed class DatabaseCatalog : IAsyncDisposable
{
    private readonly MySqlDataSource administrator;
    private readonly Registry registry;
    private MySqlConnection? sign;

    public DatabaseCatalog(MySqlDataSource administrator, RunNames names)
    {
        this.administrator = administrator;
        Names = names;
        registry = new(administrator);
    }

    public RunNames Names { get; }

    /// <summary>Lets other runs see that this one lives, until it is disposed.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        sign = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        // A server may end connections that have nothing to say after a minute.
        await sign.SendAsync($"set session wait_timeout = 86400; do get_lock('{Names.Session}', 0)", cancellationToken).ConfigureAwait(false);
        await registry.PrepareAsync(cancellationToken).ConfigureAwait(false);
        // A run that has made no database yet is to be seen too.
        await sign.SendAsync(Registry.Enter(Names.Session, Names.Marker), cancellationToken).ConfigureAwait(false);
    }

    public Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken) => registry.ReadAsync(cancellationToken);

    /// <summary>Makes an empty database, marked as this run's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its character set and collation, or an empty text for the server's.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public Task CreateAsync(string name, string options, CancellationToken cancellationToken) =>
        SendAsync($"{Registry.Enter(name, Names.Marker)}; create database `{name}` {options}", cancellationToken);

    public Task MarkAsync(string name, string marker, CancellationToken cancellationToken) => SendAsync(Registry.Enter(name, marker), cancellationToken);

    /// <summary>Drops a database of ours.</summary>
    public Task DropAsync(string name, CancellationToken cancellationToken) => SendAsync($"drop database if exists `{name}`; {Registry.Strike(name)}", cancellationToken);

    /// <summary>Ends every connection to a database of ours, and what runs on it.</summary>
    /// <param name="name">The database.</param>
    /// <param name="distributed">The statements by which a transaction may have been prepared that outlives them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task EndConnectionsAsync(string name, IReadOnlyList<string> distributed, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await ConnectionKiller.EndAllAsync(connection, name, cancellationToken).ConfigureAwait(false);
        if (distributed.Count > 0)
            await DistributedTransactions.RollBackAsync(connection, distributed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a connection runs a statement, by the server's number for it.</summary>
    public async Task<bool> IsRunningAsync(int thread, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.ColumnAsync($"select id from information_schema.processlist where id = {thread} and command <> 'Sleep'", cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>Whether a database of that name is there, whoever made it.</summary>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.ColumnAsync($"select schema_name from information_schema.schemata where schema_name = '{name}'", cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>Takes a lock that no two runs hold at once.</summary>
    /// <returns>The connection that holds it. Disposing releases both.</returns>
    public async Task<(MySqlConnection Connection, ServerLock Lock)> LockAsync(string name, CancellationToken cancellationToken)
    {
        var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return (connection, await ServerLock.TakeAsync(connection, name, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Drops what runs that are gone left behind.</summary>
    /// <param name="template">The template that this run uses.</param>
    /// <param name="cancellationToken">Ends the sweep; what is left is found by the next.</param>
    public async Task SweepAsync(string template, CancellationToken cancellationToken)
    {
        var (ours, alive) = await OursAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (name, marker) in ours)
        {
            if (RunNames.StateOf(marker, alive) == LeftoverState.Abandoned)
                await DropAsync(name, cancellationToken).ConfigureAwait(false);
            else if (RunNames.IsTemplate(marker) && name != template)
                await SweepTemplateAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything of ours, whichever run made it, and who needs it; the registry last.</summary>
    public async Task<IReadOnlyList<(string Name, LeftoverState State)>> LeftoversAsync(CancellationToken cancellationToken)
    {
        if (!await registry.IsThereAsync(cancellationToken).ConfigureAwait(false))
            return [];
        var (ours, alive) = await OursAsync(cancellationToken).ConfigureAwait(false);
        return [.. ours.Where(m => !RunNames.IsSession(m.Key)).Select(m => (m.Key, RunNames.StateOf(m.Value, alive))), (Registry.Database, alive.Count > 0 ? LeftoverState.InUse : LeftoverState.Kept)];
    }

    /// <summary>Drops the registry, unless something of ours is still in it.</summary>
    public async Task DropRegistryAsync(CancellationToken cancellationToken)
    {
        var (ours, alive) = await OursAsync(cancellationToken).ConfigureAwait(false);
        if (ours.Keys.All(name => RunNames.IsSession(name) && !alive.Contains(name)))
            await SendAsync($"drop database if exists `{Registry.Database}`", cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (sign is null)
            return;
        if (sign.State == ConnectionState.Open)
            await StrikeOutAsync(sign).ConfigureAwait(false);
        await sign.DisposeAsync().ConfigureAwait(false);
    }

    // A run is seen before it looks for its template, so one that is not seen under the lock will not find this one.
    private async Task SweepTemplateAsync(string name, CancellationToken cancellationToken)
    {
        var (connection, guard) = await LockAsync(name, cancellationToken).ConfigureAwait(false);
        await using var _ = connection;
        await using var __ = guard;
        if ((await OursAsync(cancellationToken).ConfigureAwait(false)).Alive.All(session => session == Names.Session))
            await DropAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Dictionary<string, string> Ours, HashSet<string> Alive)> OursAsync(CancellationToken cancellationToken)
    {
        var ours = (await registry.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(m => RunNames.IsOurs(m.Key, m.Value)).ToDictionary();
        var sessions = ours.Values.Select(RunNames.SessionOf).OfType<string>().Distinct().ToList();
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return (ours, await ServerLock.HeldAsync(connection, sessions, cancellationToken).ConfigureAwait(false));
    }

    private async Task StrikeOutAsync(MySqlConnection connection)
    {
        try
        {
            await connection.SendAsync(Registry.Strike(Names.Session), CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlException)
        {
            // The next run's sweep strikes it out.
        }
    }

    private async Task SendAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await connection.SendAsync(sql, cancellationToken).ConfigureAwait(false);
    }
}
