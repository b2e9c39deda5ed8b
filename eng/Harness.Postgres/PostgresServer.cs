using System.Data.Common;
using Matrix.Harness.Audits;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres.Audits;
using Matrix.Harness.Postgres.Databases;
using Matrix.Harness.Postgres.Leases;
using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>A PostgreSQL server, on which each test's database is a clone of a template.</summary>
public sealed class PostgresServer : DatabaseServer
{
    private readonly RunningServer running;
    private readonly NpgsqlDataSource administrator;
    private readonly DatabaseCatalog catalog;
    private readonly string template;
    private readonly Task sweep;
    private readonly SemaphoreSlim reading = new(1, 1);
    private PostgresSchema? schema;

    private PostgresServer(RunningServer running, NpgsqlDataSource administrator, EngineIdentity engine, IReadOnlyDictionary<string, string> settings, DatabaseCatalog catalog, string template)
    {
        this.running = running;
        this.administrator = administrator;
        this.catalog = catalog;
        this.template = template;
        Engine = engine;
        Settings = settings;
        sweep = Task.Run(() => catalog.SweepAsync(template, CancellationToken.None));
    }

    /// <inheritdoc/>
    public override EngineIdentity Engine { get; }

    /// <inheritdoc/>
    public override DatabaseAuditor? Auditor => new PostgresAuditor();

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
    public static async Task<PostgresServer> OpenAsync(RunningServer running, Blueprint blueprint, CancellationToken cancellationToken = default)
    {
        NpgsqlDataSource? administrator = null;
        try
        {
            var names = new RunNames();
            administrator = Administrator(running, names);
            await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var engine = await PostgresDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
            var settings = await PostgresSettings.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            var catalog = new DatabaseCatalog(administrator, names, isDurable: settings["fsync"] == "on");
            var template = await new PostgresTemplate(catalog, running.ConnectionString).PrepareAsync(blueprint, cancellationToken).ConfigureAwait(false);
            settings["collation"] = await PostgresSettings.CollationOfAsync(connection, template, cancellationToken).ConfigureAwait(false);
            return new(running, administrator, engine, settings, catalog, template);
        }
        catch (Exception e)
        {
            if (administrator is not null)
                await administrator.DisposeAsync().ConfigureAwait(false);
            await running.DisposeAsync().ConfigureAwait(false);
            if (PostgresFaults.Explain(e, running) is { } explained)
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
            await catalog.CloneAsync(name, template, cancellationToken).ConfigureAwait(false);
            return await OpenDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.Explain(e, running) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> IsAliveAsync()
    {
        try
        {
            var address = new NpgsqlConnectionStringBuilder(Maintenance(running.ConnectionString).ConnectionString) { Pooling = false, Timeout = 5 };
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync().ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException e)
        {
            // A server that says why it refuses is alive, unless it says that it is going.
            return e is PostgresException && PostgresErrors.Describe(e).Kind != ErrorKind.ConnectionLost;
        }
    }

    /// <inheritdoc/>
    public override DatabaseError Describe(DbException exception) => PostgresErrors.Describe(exception);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await sweep.ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // What could not be swept is found by the next run.
        }
        finally
        {
            await administrator.DisposeAsync().ConfigureAwait(false);
            await running.DisposeAsync().ConfigureAwait(false);
            reading.Dispose();
        }
    }

    private async Task<LeasableDatabase> OpenDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var source = new LeasedDataSource(Maintenance(running.ConnectionString), name, catalog.Names.Session);
        try
        {
            return await PostgresDatabase.OpenAsync(source, catalog, connection => SchemaAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            await catalog.DropAsync(name, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PostgresSchema> SchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return schema ??= await SchemaReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reading.Release();
        }
    }

    private static NpgsqlDataSource Administrator(RunningServer running, RunNames names)
    {
        var address = Maintenance(running.ConnectionString);
        address.ApplicationName = names.Session;
        // Its connections are how other runs see that this one lives.
        address.MinPoolSize = 1;
        return NpgsqlDataSource.Create(address.ConnectionString);
    }

    internal static NpgsqlConnectionStringBuilder Maintenance(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(address.Database))
            address.Database = "postgres";
        return address;
    }
}
