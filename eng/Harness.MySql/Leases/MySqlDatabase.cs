using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Matrix.Harness.Leases;
using Matrix.Harness.MySql.Databases;
using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Servers;
using Matrix.Harness.Statements;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>A database like the template, with one connection held open.</summary>
internal sealed partial class MySqlDatabase : ServedDatabase, IStatementListener
{
    private static readonly StatementReader Reader = new(SqlSyntax.MySql);

    private readonly LeasedDataSource source;
    private readonly DatabaseCatalog catalog;
    private readonly MySqlSchema schema;
    private readonly Restoration restoration;
    private readonly MentionedTables mentioned;
    private MySqlConnection connection;
    private string savepoint = "";
    // What is rolled back stays numbered. Only an own database promises to number from the start, and not to every test.
    private bool numberingMoved, restartsIdentity;

    private MySqlDatabase(LeasedDataSource source, DatabaseCatalog catalog, MySqlSchema schema, Restoration restoration, MySqlConnection connection, bool hearsAll, string place)
        : base(Reader, $"{place} database {source.Database}")
    {
        this.source = source;
        this.catalog = catalog;
        this.schema = schema;
        this.restoration = restoration;
        this.connection = connection;
        mentioned = new(schema.Mentions, hearsAll);
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

    public override bool NumbersFromStart => !numberingMoved;

    /// <summary>Takes over a new database.</summary>
    /// <param name="source">Makes its connections.</param>
    /// <param name="catalog">Drops it.</param>
    /// <param name="schema">What the blueprint built.</param>
    /// <param name="restoration">Restores it.</param>
    /// <param name="connection">The connection that is held.</param>
    /// <param name="hearsAll">Whether every statement of a test is heard. Otherwise every table is compared after each lease.</param>
    public static MySqlDatabase Open(LeasedDataSource source, DatabaseCatalog catalog, MySqlSchema schema, Restoration restoration, MySqlConnection connection, bool hearsAll) =>
        new(source, catalog, schema, restoration, connection, hearsAll, schema.IsMariaDb ? "MariaDB" : "MySQL");

    /// <summary>Whether a connection is one of the harness's own making, by the server's number for it.</summary>
    public bool IsOwn(string? thread) => source.IsOwn(thread);

    public override async ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken)
    {
        Begin(restartIdentity);
        if (restartIdentity && numberingMoved)
        {
            await restoration.RenumberAsync(connection, null, cancellationToken).ConfigureAwait(false);
            numberingMoved = false;
        }

        Watch(rollback: false);
    }

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        Begin(restartIdentity: false);
        // Nobody can guess the name, so nobody can put another in its place.
        savepoint = $"matrix_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(savepoint, cancellationToken).ConfigureAwait(false);
        Watch(rollback: true);
        return transaction;
    }

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        StopWatching();
        if (transaction is not null && connection.State == ConnectionState.Open)
            await SendInLeaseAsync("commit", (MySqlTransaction)transaction).ConfigureAwait(false);
        await catalog.MarkAsync(Name, RunNames.KeptMarker, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        var address = new MySqlConnectionStringBuilder(source.ConnectionString);
        return $"mysql --host={address.Server} --port={address.Port} --user={address.UserID} --password {Name}";
    }

    public override async ValueTask DisposeAsync()
    {
        StatementTap.Remove(this);
        await catalog.EndConnectionsAsync(Name, mentioned.Distributed, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        await catalog.DropAsync(Name, CancellationToken.None).ConfigureAwait(false);
    }

    protected override DbConnection CreateFurther() => source.CreateConnection();

    // The driver cancels a statement by killing it, on a connection of its own.
    protected override bool ChangesServer(string sql) => base.ChangesServer(sql) && !(Kill().Match(sql) is { Success: true } kill && source.IsOwn(kill.Groups[1].Value));

    protected override void Hear(string sql) => mentioned.Add(sql);

    protected override async ValueTask<bool> IsRunningAsync() =>
        source.HasOpenStatement && await catalog.IsRunningAsync(connection.ServerThread, CancellationToken.None).ConfigureAwait(false);

    protected override async ValueTask<Rollback> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            if (connection.State != ConnectionState.Open)
                return Rollback.Doubtful;
            // A call committed or rolled back.
            if (transaction.Connection is null)
                return Rollback.Lost;
            await SendInLeaseAsync($"rollback to savepoint {savepoint}; rollback", (MySqlTransaction)transaction).ConfigureAwait(false);
            numberingMoved |= mentioned.Wrote;
            if (mentioned.Distributed.Count > 0 || schema.HasUntransactional && WroteUntransactional())
                return Rollback.Doubtful;
            await RenewAsync(CancellationToken.None).ConfigureAwait(false);
            return Rollback.Undone;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.StoredProcedureDoesNotExist)
        {
            return Rollback.Lost;
        }
        catch (Exception e) when (e is MySqlException or InvalidOperationException)
        {
            // A reader is still open, or the connection broke, and took the transaction along.
            return Rollback.Doubtful;
        }
    }

    // A deadlock's victim loses its transaction; what the test wrote after that stays.
    protected override async ValueTask<bool> HasChangedAsync()
    {
        await RenewAsync(CancellationToken.None).ConfigureAwait(false);
        return !await restoration.IsAsBuiltAsync(connection, CancellationToken.None).ConfigureAwait(false);
    }

    protected override async ValueTask<bool> TryRestoreAsync(CancellationToken cancellationToken)
    {
        var isCertain = mentioned.IsCertain && !Others.HasUnknown;
        if (Others.Any || mentioned.Distributed.Count > 0)
            await EndConnectionsAsync(cancellationToken).ConfigureAwait(false);
        else
            await RenewAsync(cancellationToken).ConfigureAwait(false);
        if (mentioned.Distributed.Count > 0)
            await DistributedTransactions.RollBackAsync(connection, mentioned.Distributed, cancellationToken).ConfigureAwait(false);
        if (!await restoration.RestoreAsync(connection, isCertain ? mentioned.Tables : null, cancellationToken).ConfigureAwait(false))
            return false;
        numberingMoved |= mentioned.Wrote || !isCertain;
        if (restartsIdentity && numberingMoved)
        {
            await restoration.RenumberAsync(connection, isCertain ? mentioned.Tables : null, cancellationToken).ConfigureAwait(false);
            numberingMoved = false;
        }

        return true;
    }

    [GeneratedRegex(@"^\s*kill\s+(?:query\s+|connection\s+)?(\d+)\s*;?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Kill();

    private bool WroteUntransactional() => !mentioned.IsCertain || mentioned.Tables.Any(i => schema.Tables[i].Kind == TableKind.Untransactional);

    private void Begin(bool restartIdentity)
    {
        if (connection.State != ConnectionState.Open)
            throw new InvalidOperationException($"The connection to {Name} was closed by the server.");
        restartsIdentity = restartIdentity;
        mentioned.Clear();
        Holder.Guard(connection);
    }

    // The driver ends what is open on a connection that is given back. When it is taken again, it has the server reset the session, and is back in its database.
    private async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        await connection.CloseAsync().ConfigureAwait(false);
        connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask EndConnectionsAsync(CancellationToken cancellationToken)
    {
        await connection.CloseAsync().ConfigureAwait(false);
        await source.RenewAsync().ConfigureAwait(false);
        if (Others.HasUnknown)
            await MySqlConnection.ClearAllPoolsAsync(cancellationToken).ConfigureAwait(false);
        connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await ConnectionKiller.EndOthersAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendInLeaseAsync(string sql, MySqlTransaction transaction)
    {
        await using var command = new MySqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
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
