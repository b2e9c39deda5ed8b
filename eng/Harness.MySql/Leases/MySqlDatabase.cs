using System.Data;
using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.MySql.Databases;
using Matrix.Harness.Servers;
using Matrix.Harness.Statements;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>A database like the template, with one connection held open.</summary>
internal sealed class MySqlDatabase : ServedDatabase
{
    private static readonly StatementReader Reader = new(SqlSyntax.MySql);

    private readonly LeasedDataSource source;
    private readonly DatabaseCatalog catalog;
    private readonly Restoration restoration;
    private MySqlConnection connection;
    private MySqlTransaction? begun;
    // What is rolled back stays numbered. Only an own database promises to number from the start, and not to every test.
    private bool numberingMoved, restartsIdentity;

    public MySqlDatabase(LeasedDataSource source, DatabaseCatalog catalog, Restoration restoration, MySqlConnection connection, string engine)
        : base(Reader, $"{(engine == "mariadb" ? "MariaDB" : "MySQL")} database {source.Database}")
    {
        this.source = source;
        this.catalog = catalog;
        this.restoration = restoration;
        this.connection = connection;
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

    public override bool IsPristine => !numberingMoved;

    protected override bool IsConnected => connection.State == ConnectionState.Open;

    public override DbConnection CreateConnection() => Others.Follow(source.CreateConnection());

    /// <summary>Whether a connection is one of the harness's own making, by the server's number for it.</summary>
    public bool IsOwn(string? thread) => source.IsOwn(thread);

    public override async ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken)
    {
        StopWatching();
        if (begun is not null)
            await begun.DisposeAsync().ConfigureAwait(false);
        begun = null;
        if (restartIdentity && numberingMoved)
            await restoration.RenumberAsync(connection, cancellationToken).ConfigureAwait(false);
        (numberingMoved, restartsIdentity) = (numberingMoved && !restartIdentity, restartIdentity);
        Watch();
    }

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        StopWatching();
        begun ??= await BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        restartsIdentity = false;
        Watch();
        BeginRollback();
        return begun;
    }

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        StopWatching();
        if (transaction is not null && IsConnected)
            await SendAsync("commit", CancellationToken.None).ConfigureAwait(false);
        await catalog.MarkAsync(Name, RunNames.KeptMarker, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        var address = new MySqlConnectionStringBuilder(source.ConnectionString);
        return $"mysql --host={address.Server} --port={address.Port} --user={address.UserID} --password {Name}";
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
            // The next lease's transaction begins along with the end of this one, in the same round trip and the same object.
            await SendAsync($"rollback to savepoint {Savepoint}; rollback; set last_insert_id = 0; start transaction; savepoint {Savepoint}", CancellationToken.None).ConfigureAwait(false);
            numberingMoved |= restoration.MayHaveNumbered(Footprint);
            return true;
        }
        catch (Exception e) when (e is MySqlException or InvalidOperationException)
        {
            // The savepoint is gone, a reader is still open, or the connection broke.
            begun = null;
            return false;
        }
    }

    protected override async ValueTask<bool> TryRestoreQuicklyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return NoteRestored(await restoration.TryQuicklyAsync(connection, Footprint, restartsIdentity, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is MySqlException or InvalidOperationException)
        {
            // A reader is still open, or the connection broke.
            return false;
        }
    }

    protected override async ValueTask ReopenAsync(CancellationToken cancellationToken)
    {
        // The driver ends what is open on a connection that is given back, and resets the session when it is taken again.
        begun = null;
        await connection.DisposeAsync().ConfigureAwait(false);
        connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask EndConnectionsAsync(CancellationToken cancellationToken)
    {
        begun = null;
        await connection.DisposeAsync().ConfigureAwait(false);
        await source.RenewAsync().ConfigureAwait(false);
        if (Others.HasUnknown)
            await MySqlConnection.ClearAllPoolsAsync(cancellationToken).ConfigureAwait(false);
        await ReopenAsync(cancellationToken).ConfigureAwait(false);
        await ConnectionKiller.EndOthersAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<bool> RestoreAsync(CancellationToken cancellationToken) =>
        NoteRestored(await restoration.RestoreAsync(connection, Footprint, restartsIdentity, cancellationToken).ConfigureAwait(false));

    protected override ValueTask<bool> IsAsLeftAsync(CancellationToken cancellationToken) => restoration.IsAsLeftAsync(connection, cancellationToken);

    private async ValueTask<MySqlTransaction> BeginTransactionAsync(CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        return transaction;
    }

    private bool NoteRestored(bool isRestored)
    {
        // Without asking whether it did: only a test that needs it will have to.
        numberingMoved |= !restartsIdentity;
        return isRestored;
    }

    private async ValueTask SendAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(sql, connection, begun);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        StatementTap.Remove(this);
        await connection.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        if (Others.HasUnknown)
            await MySqlConnection.ClearAllPoolsAsync().ConfigureAwait(false);
    }
}
