using System.Data.Common;
using Matrix.Harness.Audits;
using Matrix.Harness.Leases;
using Matrix.Harness.MySql.Audits;
using Matrix.Harness.MySql.Databases;
using Matrix.Harness.MySql.Leases;
using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>A server of MySQL or MariaDB, on which each test's database is made like a template.</summary>
public sealed class MySqlServer : DatabaseServer
{
    private readonly RunningServer running;
    private readonly MySqlDataSource administrator;
    private readonly DatabaseCatalog catalog;
    private readonly MySqlSchema schema;
    private readonly Blueprint blueprint;
    private readonly IReadOnlyList<string> unheard;
    private readonly Task sweep;
    private string? schemaMark;

    private MySqlServer(
        RunningServer running, MySqlDataSource administrator, EngineIdentity engine, IReadOnlyDictionary<string, string> settings, DatabaseCatalog catalog, MySqlSchema schema, Blueprint blueprint, IReadOnlyList<string> unheard)
    {
        this.running = running;
        this.administrator = administrator;
        this.catalog = catalog;
        this.schema = schema;
        this.blueprint = blueprint;
        this.unheard = unheard;
        Engine = engine;
        Settings = settings;
        sweep = Task.Run(() => catalog.SweepAsync(schema.Template, CancellationToken.None));
    }

    /// <inheritdoc/>
    public override EngineIdentity Engine { get; }

    /// <inheritdoc/>
    public override DatabaseAuditor? Auditor => new MySqlAuditor(schema.IsMariaDb);

    /// <inheritdoc/>
    public override string Source => running.Description;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Has the blueprint's template on a server: the one that is there, or a new one.</summary>
    /// <param name="running">The server, which is disposed with the result, or when this fails.</param>
    /// <param name="blueprint">What every database holds.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    /// <returns>The server. The caller disposes it.</returns>
    /// <exception cref="ServerUnavailableException">The server is gone, or its account may not make databases.</exception>
    /// <exception cref="MatrixException">The blueprint fails.</exception>
    public static async Task<MySqlServer> OpenAsync(RunningServer running, Blueprint blueprint, CancellationToken cancellationToken = default)
    {
        var names = new RunNames();
        var administrator = Administrator(running.ConnectionString, names);
        var catalog = new DatabaseCatalog(administrator, names);
        try
        {
            await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var engine = await MySqlDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
            var settings = await MySqlSettings.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            await catalog.BeginAsync(cancellationToken).ConfigureAwait(false);
            var template = await new MySqlTemplate(catalog, running.ConnectionString).PrepareAsync(blueprint, cancellationToken).ConfigureAwait(false);
            await connection.ChangeDatabaseAsync(template, cancellationToken).ConfigureAwait(false);
            var schema = await SchemaReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            var unheard = await ProbeAsync(running, catalog, cancellationToken).ConfigureAwait(false);
            settings["statements heard"] = unheard.Count == 0 ? "all" : $"not: {string.Join(", ", unheard)}; so every table is compared after each test";
            return new(running, administrator, engine, settings, catalog, schema, blueprint, unheard);
        }
        catch (Exception e)
        {
            await catalog.DisposeAsync().ConfigureAwait(false);
            await administrator.DisposeAsync().ConfigureAwait(false);
            await running.DisposeAsync().ConfigureAwait(false);
            if (MySqlFaults.Explain(e, running) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<LeasableDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = catalog.Names.NextDatabase();
        try
        {
            await catalog.CreateAsync(name, schema.Options, cancellationToken).ConfigureAwait(false);
            return await OpenDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (MySqlFaults.Explain(e, running) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> IsAliveAsync()
    {
        try
        {
            var address = new MySqlConnectionStringBuilder(running.ConnectionString) { Pooling = false, ConnectionTimeout = 5 };
            await using var connection = new MySqlConnection(address.ConnectionString);
            await connection.OpenAsync().ConfigureAwait(false);
            return true;
        }
        catch (MySqlException e)
        {
            // A server that says why it refuses is alive, unless it says that it is going.
            return e.Number > 0 && MySqlErrors.Describe(e).Kind != ErrorKind.ConnectionLost;
        }
    }

    /// <inheritdoc/>
    public override DatabaseError Describe(DbException exception) => MySqlErrors.Describe(exception);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await sweep.ConfigureAwait(false);
        }
        catch (Exception e) when (e is MySqlException or MatrixException)
        {
            // What could not be swept is found by the next run.
        }
        finally
        {
            await catalog.DisposeAsync().ConfigureAwait(false);
            await administrator.DisposeAsync().ConfigureAwait(false);
            await running.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<LeasableDatabase> OpenDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var source = new LeasedDataSource(running.ConnectionString, name, catalog.Names.Session);
        try
        {
            var connection = source.CreateConnection();
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (schema.Script is { } script)
                await connection.SendAsync(RestoreScript.Build(script), cancellationToken).ConfigureAwait(false);
            else
                await blueprint.BuildAsync(connection, cancellationToken).ConfigureAwait(false);
            var restoration = await Restoration.ReadAsync(schema, schemaMark, connection, cancellationToken).ConfigureAwait(false);
            schemaMark = restoration.OfSchema;
            return MySqlDatabase.Open(source, catalog, schema, restoration, connection, unheard.Count == 0);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            await catalog.DropAsync(name, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<IReadOnlyList<string>> ProbeAsync(RunningServer running, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var name = catalog.Names.NextDatabase();
        await catalog.CreateAsync(name, "", cancellationToken).ConfigureAwait(false);
        try
        {
            await using var source = new LeasedDataSource(running.ConnectionString, name, catalog.Names.Session);
            return await new HearingProbe().FindUnheardAsync(source, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await catalog.DropAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    internal static MySqlDataSource Administrator(string connectionString, RunNames names)
    {
        var address = new MySqlConnectionStringBuilder(connectionString) { ApplicationName = names.Session, Database = "" };
        return new MySqlDataSource(address.ConnectionString);
    }
}
