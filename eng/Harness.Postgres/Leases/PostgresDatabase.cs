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
internal sealed class PostgresDatabase : LeasableDatabase
{
    private const string Savepoint = "matrix_lease";
    private const StatementEffects OnSession = StatementEffects.Session | StatementEffects.Unknown;
    private static readonly StatementReader Reader = new(SqlSyntax.Postgres);

    private readonly LeasedDataSource source;
    private readonly DatabaseCatalog catalog;
    private readonly Restoration restoration;
    private readonly Footprint footprint = new();
    private readonly OtherConnections others = new();
    private NpgsqlConnection connection;
    private bool inRollback, needsRecycling;
    private string? strayWrite;

    public PostgresDatabase(LeasedDataSource source, DatabaseCatalog catalog, PostgresSchema schema, NpgsqlConnection connection)
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
            others.HasUnknown = true;
            return source.ConnectionString;
        }
    }

    public override bool IsReady => !needsRecycling && connection.FullState == ConnectionState.Open;

    /// <summary>Whether what is sent to the database is a test's doing.</summary>
    public bool IsWatched { get; private set; } = true;

    private string Place => $"PostgreSQL database {Name}";

    public override DbConnection CreateConnection() => others.Follow(source.CreateConnection());

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        // Neither is sent by itself: both go along with the test's first statement.
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        inRollback = true;
        return transaction;
    }

    public override async ValueTask<string?> RollBackAsync(DbTransaction transaction)
    {
        (IsWatched, inRollback) = (false, false);
        var isUndone = await TryRollBackAsync().ConfigureAwait(false);
        var message = isUndone ? null : await DescribeLossAsync().ConfigureAwait(false);
        if (message is null && strayWrite is not null)
            message = LeaseFaults.SecondConnection(Place, strayWrite);
        // A rollback leaves what is the session's: its locks, its prepared statements.
        needsRecycling = !isUndone || strayWrite is not null || (footprint.Effects & OnSession) != 0;
        if (!needsRecycling)
        {
            footprint.Clear();
            IsWatched = true;
        }

        await transaction.DisposeAsync().ConfigureAwait(false);
        return message;
    }

    public override async ValueTask<bool> RecycleAsync(CancellationToken cancellationToken)
    {
        IsWatched = false;
        if (footprint.Effects.HasFlag(StatementEffects.Schema))
            return false;
        await RenewConnectionsAsync(cancellationToken).ConfigureAwait(false);
        if (!await restoration.RestoreAsync(connection, footprint, cancellationToken).ConfigureAwait(false))
            return false;
        footprint.Clear();
        (strayWrite, needsRecycling, IsWatched) = (null, false, true);
        return true;
    }

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        (IsWatched, inRollback) = (false, false);
        if (transaction is not null && connection.FullState == ConnectionState.Open)
            await SendAsync("commit").ConfigureAwait(false);
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

    /// <summary>Takes note of a statement that one of our own connections is about to send.</summary>
    public void Note(string sql, string parameters)
    {
        Statements.Add(parameters.Length == 0 ? sql : sql + parameters);
        footprint.Note(sql, Reader.Read(sql));
    }

    /// <summary>Takes note of a transaction that was ended by a call.</summary>
    public void NoteEnd(string how)
    {
        if (IsWatched)
            footprint.NoteEnd(how);
    }

    /// <summary>Takes note of a connection that is not ours, and of what it sent.</summary>
    public void NoteStray(string? sql)
    {
        others.HasUnknown = true;
        if (sql is null)
            return;
        Note(sql, "");
        if (inRollback && LeaseFaults.Writes(Reader.Read(sql)))
            strayWrite ??= sql;
    }

    /// <summary>Takes note of a further connection of our own. A lease that is rolled back has none.</summary>
    /// <exception cref="LeaseLeakException">The lease is one that is rolled back.</exception>
    public void NoteOpening()
    {
        if (inRollback)
            throw new LeaseLeakException(LeaseFaults.SecondConnection(Place, null));
    }

    private async ValueTask<bool> TryRollBackAsync()
    {
        try
        {
            if (connection.FullState != ConnectionState.Open)
                return false;
            await SendAsync(restoration.RollBackTo(Savepoint, footprint)).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            // The savepoint is gone, a reader is still open, or the connection broke.
            return false;
        }
    }

    // Without a word of who ended the transaction, what the database holds must tell whether anything outlived it:
    // a connection that broke, or was closed, took the transaction along and left nothing.
    private async ValueTask<string?> DescribeLossAsync()
    {
        if (footprint.TransactionEnd is { } endedBy)
            return LeaseFaults.LostTransaction(Place, endedBy);
        footprint.NoteUnknown();
        await ReopenAsync(CancellationToken.None).ConfigureAwait(false);
        return await restoration.IsAsLeftAsync(connection, CancellationToken.None).ConfigureAwait(false) ? null : LeaseFaults.LostTransaction(Place, null);
    }

    private async ValueTask RenewConnectionsAsync(CancellationToken cancellationToken)
    {
        var areFresh = !others.HasUnknown && !others.HasOpen && (footprint.Effects & OnSession) == 0;
        if (!areFresh)
        {
            source.Clear();
            if (others.HasUnknown)
                NpgsqlConnection.ClearAllPools();
        }

        await ReopenAsync(cancellationToken).ConfigureAwait(false);
        if (!areFresh)
            await SendAsync("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()").ConfigureAwait(false);
        others.Forget();
    }

    // The driver ends what is open on a connection that is given back, and resets the session along with its next use.
    private async ValueTask ReopenAsync(CancellationToken cancellationToken)
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        StatementTap.Remove(this);
        await connection.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        if (others.HasUnknown)
            NpgsqlConnection.ClearAllPools();
    }
}
