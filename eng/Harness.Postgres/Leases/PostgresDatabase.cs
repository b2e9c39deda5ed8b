using System.Data;
using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres.Databases;
using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Servers;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>A clone of the template, with one connection held open.</summary>
internal sealed class PostgresDatabase : ServedDatabase
{
    // Without autovacuum the rows that were deleted pile up, and are read past by every statement.
    private const int MostLeases = 500;

    private static readonly StatementReader Reader = new(SqlSyntax.Postgres);

    private readonly LeasedDataSource source;
    private readonly DatabaseCatalog catalog;
    private readonly Restoration restoration;
    private NpgsqlConnection connection;
    private int leases;

    public PostgresDatabase(LeasedDataSource source, DatabaseCatalog catalog, PostgresSchema schema, NpgsqlConnection connection)
        : base(Reader, $"PostgreSQL database {source.Database}")
    {
        this.source = source;
        this.catalog = catalog;
        this.connection = connection;
        restoration = new Restoration(schema);
        source.Owner = this;
        StatementTap.Add(this);
    }

    public override string Name => source.Database;

    public override DbConnection Connection => connection;

    public override string ConnectionString
    {
        get
        {
            Others.HasUnknown = true;
            return source.ConnectionString;
        }
    }

    protected override bool IsWornOut => leases >= MostLeases;

    protected override bool IsConnected => connection.FullState == ConnectionState.Open;

    public override DbConnection CreateConnection() => Others.Follow(source.CreateConnection());

    public override ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken)
    {
        leases++;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        leases++;
        // Neither is sent by itself: both go along with the test's first statement.
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        BeginRollback();
        return transaction;
    }

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        StopWatching();
        if (transaction is not null && IsConnected)
            await SendAsync("commit", CancellationToken.None).ConfigureAwait(false);
        await catalog.MarkAsync(Name, RunNames.KeptMarker, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        var address = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"psql \"host={address.Host} port={address.Port} user={address.Username} dbname={Name}\"";
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await catalog.DropAsync(Name, CancellationToken.None).ConfigureAwait(false);
    }

    protected override async ValueTask<bool> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            if (!IsConnected)
                return false;
            await restoration.RollBackAsync(connection, Savepoint, Footprint, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            // The savepoint is gone, a reader is still open, or the connection broke.
            return false;
        }
        finally
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override async ValueTask<bool> TryRestoreQuicklyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await restoration.TryQuicklyAsync(connection, Footprint, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // A reader is still open, or the connection broke.
            return false;
        }
    }

    protected override async ValueTask ReopenAsync(CancellationToken cancellationToken)
    {
        await restoration.ForgetConnectionAsync().ConfigureAwait(false);
        // The driver ends what is open on a connection that is given back, and resets the session along with its next use.
        await connection.DisposeAsync().ConfigureAwait(false);
        connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask EndConnectionsAsync(CancellationToken cancellationToken)
    {
        source.Clear();
        if (Others.HasUnknown)
            NpgsqlConnection.ClearAllPools();
        await ReopenAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", cancellationToken).ConfigureAwait(false);
    }

    protected override ValueTask<bool> RestoreAsync(CancellationToken cancellationToken) => restoration.RestoreAsync(connection, Footprint, cancellationToken);

    protected override ValueTask<bool> IsAsLeftAsync(CancellationToken cancellationToken) => restoration.IsAsLeftAsync(connection, cancellationToken);

    private async ValueTask SendAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        StatementTap.Remove(this);
        await connection.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        if (Others.HasUnknown)
            NpgsqlConnection.ClearAllPools();
    }
}
