using System.Data.Common;
using Matrix.Harness.Audits;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite.Audits;
using Matrix.Harness.Sqlite.Storage;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite;

/// <summary>SQLite within the process: nothing to install, nothing to start, nothing left behind.</summary>
/// <remarks>
/// Every connection that it makes enforces foreign keys and reads that back. A connection that a test makes
/// from the connection string alone does too, but its statements are not seen.
/// </remarks>
public sealed class SqliteServer : DatabaseServer
{
    private readonly SqliteServerOptions options;
    private readonly DatabaseStore store;
    private readonly DatabaseTemplate template;
    private readonly Lazy<FileStore> files;

    private SqliteServer(SqliteServerOptions options, DatabaseStore store, DatabaseTemplate template)
    {
        this.options = options;
        this.store = store;
        this.template = template;
        files = new(() => new FileStore(options));
        using var database = new Leases.OpenDatabase(store, () => new StatementLog());
        template.CopyTo(database.Primary);
        Engine = new("sqlite", SqliteSettings.Values(database.Primary, "SELECT sqlite_version()").Single());
        Settings = SqliteSettings.Read(database.Primary);
    }

    /// <inheritdoc/>
    public override EngineIdentity Engine { get; }

    /// <inheritdoc/>
    public override DatabaseAuditor? Auditor => new SqliteAuditor();

    /// <inheritdoc/>
    public override string Source => $"in process, {store.Description}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Builds the template from which every database is copied.</summary>
    /// <param name="blueprint">What to build.</param>
    /// <param name="options">How to serve; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    /// <returns>The server. The caller disposes it.</returns>
    /// <exception cref="ServerUnavailableException">SQLite cannot be loaded, or can open no database.</exception>
    /// <exception cref="MatrixException">The blueprint fails.</exception>
    public static async Task<SqliteServer> StartAsync(Blueprint blueprint, SqliteServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var store = Open(options);
        DatabaseTemplate? template = null;
        try
        {
            template = await DatabaseTemplate.BuildAsync(store, blueprint, cancellationToken).ConfigureAwait(false);
            return new(options, store, template);
        }
        catch
        {
            template?.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<LeasableDatabase> CreateDatabaseAsync(CancellationToken cancellationToken) => CreateDatabaseAsync(options.Storage, cancellationToken);

    /// <summary>Makes a database that is ready, in memory or in a file, whatever the server's default is.</summary>
    /// <returns>The database. Whoever asked for it disposes it, before the server.</returns>
    public Task<LeasableDatabase> CreateDatabaseAsync(SqliteStorage storage, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = storage == options.Storage ? store : storage == SqliteStorage.File ? files.Value : new MemoryStore(options);
        return Task.FromResult<LeasableDatabase>(new SqliteDatabase(place, template));
    }

    /// <inheritdoc/>
    public override DatabaseError Describe(DbException exception) => SqliteErrors.Describe(exception);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        template.Dispose();
        store.Dispose();
        if (files.IsValueCreated)
            files.Value.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DatabaseStore Open(SqliteServerOptions options)
    {
        DatabaseStore? store = null;
        try
        {
            store = options.Storage == SqliteStorage.File ? new FileStore(options) : new MemoryStore(options);
            using var connection = new SqliteConnection(store.NewAddress().ConnectionString);
            connection.Open();
            return store;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            store?.Dispose();
            var where = options.Storage == SqliteStorage.File ? $"as a file in {options.Folder}" : "in memory";
            throw new ServerUnavailableException(
                $"sqlite cannot be had: no database could be opened {where}: {e.GetBaseException().Message} "
                + (options.Storage == SqliteStorage.File
                    ? "Point SqliteServerOptions.Folder to a folder that this user may write to."
                    : "Reference Microsoft.EntityFrameworkCore.Sqlite or SQLitePCLRaw.bundle_e_sqlite3, which bring SQLite itself; it must be 3.36 or later."), e);
        }
    }
}
