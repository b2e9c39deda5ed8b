using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Npgsql;

namespace Matrix.Harness.Postgres.Databases;

/// <summary>The databases on a server that Matrix made. No other is ever touched.</summary>
/// <remarks>The marker is the database's comment. Whether a run lives is told by its connections, which bear its name.</remarks>
internal sealed class DatabaseCatalog(NpgsqlDataSource administrator, RunNames names, bool isDurable)
{
    private const string DuplicateDatabase = "42P04", InsufficientPrivilege = "42501";

    // Before, the operating system must have the locale: https://www.postgresql.org/docs/current/locale.html#LOCALE-PROVIDERS
    private const int FirstWithLocalesOfItsOwn = 17;

    // With fsync off copying files is several times faster; with it on, the checkpoint that it asks for is not.
    private readonly string strategy = isDurable ? "wal_log" : "file_copy";

    public RunNames Names => names;

    /// <summary>Makes an empty database, marked as this run's, that sorts by code points whatever the server's own locale is.</summary>
    public async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var locale = connection.PostgreSqlVersion.Major >= FirstWithLocalesOfItsOwn ? "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'" : "locale 'C.UTF-8'";
        await CreateAsync(name, $"template template0 encoding 'UTF8' {locale}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a database from a template, marked as this run's.</summary>
    public Task CloneAsync(string name, string template, CancellationToken cancellationToken) =>
        CreateAsync(name, $"template \"{template}\" strategy {strategy}", cancellationToken);

    /// <summary>Gives a finished template its marker and its name.</summary>
    /// <returns><see langword="false"/> when another run was quicker.</returns>
    public async Task<bool> PublishTemplateAsync(string name, string template, string marker, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(cancellationToken, $"comment on database \"{name}\" is '{marker}'", $"alter database \"{name}\" rename to \"{template}\"").ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == DuplicateDatabase)
        {
            return false;
        }
    }

    public Task MarkAsync(string name, string marker, CancellationToken cancellationToken) =>
        SendAsync(cancellationToken, $"comment on database \"{name}\" is '{marker}'");

    /// <summary>Drops a database of ours, whoever is still connected to it.</summary>
    public Task DropAsync(string name, CancellationToken cancellationToken) =>
        SendAsync(cancellationToken, $"drop database if exists \"{name}\" with (force)");

    /// <summary>The marker of a database; <see langword="null"/> when there is no such database, empty when it has none.</summary>
    public async Task<string?> MarkerOfAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(d => d.Name == name)?.Marker;

    /// <summary>Drops what runs that are gone left behind.</summary>
    /// <param name="template">The template that this run uses.</param>
    /// <param name="cancellationToken">Ends the sweep; what is left is found by the next.</param>
    public async Task SweepAsync(string template, CancellationToken cancellationToken)
    {
        var alive = await SessionsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (name, marker) in await OursAsync(cancellationToken).ConfigureAwait(false))
        {
            if (RunNames.StateOf(marker, alive) == LeftoverState.Abandoned)
                await TryDropAsync(name, cancellationToken).ConfigureAwait(false);
            else if (RunNames.IsTemplate(marker) && name != template)
                await SweepTemplateAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lock under which a template is looked for, built and dropped. Disposing releases it.</summary>
    public Task<ServerLock> LockAsync(string template, CancellationToken cancellationToken) => ServerLock.TakeAsync(administrator, template, cancellationToken);

    /// <summary>Everything of ours, whichever run made it, and who needs it.</summary>
    public async Task<IReadOnlyList<(string Name, LeftoverState State)>> LeftoversAsync(CancellationToken cancellationToken)
    {
        var alive = await SessionsAsync(cancellationToken).ConfigureAwait(false);
        return [.. (await OursAsync(cancellationToken).ConfigureAwait(false)).Select(d => (d.Name, RunNames.StateOf(d.Marker, alive)))];
    }

    // Another account's are for that one to drop.
    private async Task TryDropAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await DropAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == InsufficientPrivilege)
        {
            // It stays.
        }
    }

    private async Task<IEnumerable<Database>> OursAsync(CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(d => RunNames.IsOurs(d.Name, d.Marker));

    // A run is seen before it looks for its template, so one that is not seen under the lock will not find this one.
    private async Task SweepTemplateAsync(string name, CancellationToken cancellationToken)
    {
        await using var guard = await LockAsync(name, cancellationToken).ConfigureAwait(false);
        if ((await SessionsAsync(cancellationToken).ConfigureAwait(false)).All(session => session == names.Session))
            await TryDropAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private Task CreateAsync(string name, string how, CancellationToken cancellationToken) =>
        SendAsync(cancellationToken, $"create database \"{name}\" {how}", $"comment on database \"{name}\" is '{names.Marker}'");

    private async Task<HashSet<string>> SessionsAsync(CancellationToken cancellationToken) =>
        [.. await ReadAsync("select distinct application_name, '' from pg_stat_activity where application_name like 'matrix\\_run\\_%'", row => row.Name, cancellationToken).ConfigureAwait(false)];

    private Task<List<Database>> ListAsync(CancellationToken cancellationToken) =>
        ReadAsync("select datname, coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname like 'matrix\\_%'", row => row, cancellationToken);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<Database, T> make, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var command = administrator.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(make(new(reader.GetString(0), reader.GetString(1))));
        return rows;
    }

    // A database cannot be made or dropped together with anything else, so each statement stands alone, in one round trip.
    private async Task SendAsync(CancellationToken cancellationToken, params string[] statements)
    {
        await using var batch = administrator.CreateBatch();
        batch.EnableErrorBarriers = true;
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed record Database(string Name, string Marker);
}
