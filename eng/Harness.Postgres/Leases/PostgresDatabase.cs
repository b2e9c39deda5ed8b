using System.Data.Common;
using System.Text.RegularExpressions;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres.Databases;
using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Servers;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>A clone of the template, with one session held open.</summary>
internal sealed partial class PostgresDatabase : ServedDatabase
{
    // Without autovacuum the rows that were deleted pile up, and are read past by every statement.
    private const int MostLeases = 500;

    private static readonly StatementReader Reader = new(SqlSyntax.Postgres);

    private readonly LeasedDataSource source;
    private readonly DatabaseCatalog catalog;
    private readonly PostgresSchema schema;
    private readonly Restoration restoration;
    private readonly HeldSession session;
    private int leases;
    private bool madeUpSetting, countsStopped;

    private PostgresDatabase(LeasedDataSource source, DatabaseCatalog catalog, PostgresSchema schema, HeldSession session, Restoration restoration)
        : base(Reader, $"PostgreSQL database {source.Database}")
    {
        this.source = source;
        this.catalog = catalog;
        this.schema = schema;
        this.session = session;
        this.restoration = restoration;
        source.Owner = this;
        StatementTap.Add(this);
    }

    public override string Name => source.Database;

    public override DbConnection Connection => session.Connection;

    public override string ConnectionString
    {
        get
        {
            Others.HasUnknown = true;
            return source.ConnectionString;
        }
    }

    /// <summary>Opens a new clone.</summary>
    /// <param name="source">Makes its connections.</param>
    /// <param name="catalog">Drops it.</param>
    /// <param name="read">Reads what the blueprint built, or knows it.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<PostgresDatabase> OpenAsync(LeasedDataSource source, DatabaseCatalog catalog, Func<NpgsqlConnection, Task<PostgresSchema>> read, CancellationToken cancellationToken)
    {
        var session = new HeldSession(source);
        await session.RenewAsync(another: false, cancellationToken).ConfigureAwait(false);
        var schema = await read(session.Connection).ConfigureAwait(false);
        session.Use(schema);
        return new(source, catalog, schema, session, await Restoration.BeginAsync(schema, session.Connection, cancellationToken).ConfigureAwait(false));
    }

    public override ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken)
    {
        Begin(rollback: false);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        Begin(rollback: true);
        // Neither is sent by itself: both go along with the test's first statement.
        var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(session.Savepoint, cancellationToken).ConfigureAwait(false);
        return transaction;
    }

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        StopWatching();
        if (transaction is not null && session.IsOpen)
            await session.Connection.SendAsync("commit", CancellationToken.None).ConfigureAwait(false);
        await catalog.MarkAsync(Name, RunNames.KeptMarker, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        var address = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"psql \"host={address.Host} port={address.Port} user={address.Username} dbname={Name}\"";
    }

    public override async ValueTask DisposeAsync()
    {
        StatementTap.Remove(this);
        // First, as it ends what still runs on the connections that are closed then.
        await catalog.DropAsync(Name, CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    protected override DbConnection CreateFurther() => source.CreateFurther();

    protected override void Hear(string sql)
    {
        madeUpSetting |= MakesUpSetting().IsMatch(sql);
        countsStopped |= sql.Contains("track_counts", StringComparison.OrdinalIgnoreCase);
    }

    protected override ValueTask<bool> IsRunningAsync() => new(session.IsRunning);

    protected override async ValueTask<Rollback> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            if (!session.IsOpen)
                return Rollback.Doubtful;
            var (isClean, sessions, backends) = await session.RollBackAsync().ConfigureAwait(false);
            if (!isClean || sessions != restoration.Sessions || backends > 1)
                return Rollback.Doubtful;
            if (MayHaveSettings)
                restoration.Sessions++;
            await session.RenewAsync(another: MayHaveSettings, CancellationToken.None).ConfigureAwait(false);
            return Rollback.Undone;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidSavepointSpecification or PostgresErrorCodes.NoActiveSqlTransaction)
        {
            return Rollback.Lost;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // A reader is still open, or the connection broke, and took the transaction along.
            return Rollback.Doubtful;
        }
    }

    // Nothing but a statement of the test's can make the savepoint vanish from a session that goes on.
    protected override ValueTask<bool> HasChangedAsync() => new(true);

    protected override async ValueTask<bool> TryRestoreAsync(CancellationToken cancellationToken)
    {
        if (!schema.CountsWrites || countsStopped || leases >= MostLeases)
            return false;
        // A session that is given up takes along whether it was counted.
        if (MayHaveSettings && !await session.IsCountedAsync(cancellationToken).ConfigureAwait(false))
            return false;
        await session.RenewAsync(another: MayHaveSettings, cancellationToken).ConfigureAwait(false);
        source.ClearFurther();
        if (Others.HasUnknown)
            NpgsqlConnection.ClearAllPools();
        return await session.ResetAsync(restoration.Query, cancellationToken).ConfigureAwait(false) is { } found
            && await restoration.EndOthersAsync(session.Connection, found, cancellationToken).ConfigureAwait(false) is { } counters
            && await restoration.RestoreAsync(session.Connection, counters, cancellationToken).ConfigureAwait(false);
    }

    private bool MayHaveSettings => madeUpSetting || schema.MakesUpSettings;

    private void Begin(bool rollback)
    {
        if (!session.IsOpen)
            throw new InvalidOperationException($"The session to {Name} was closed by the server.");
        (leases, madeUpSetting) = (leases + 1, false);
        session.Guard(Holder);
        Watch(rollback);
    }

    private async ValueTask CloseAsync()
    {
        StatementTap.Remove(this);
        await session.CloseAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        if (Others.HasUnknown)
            NpgsqlConnection.ClearAllPools();
    }

    // A setting with a dot in its name is made by setting it, and stays, empty, for as long as the session.
    [GeneratedRegex("""\bset_config\b|\bset\s+(session\s+|local\s+)?[\w"$]+\s*\.\s*[\w"$]+\s*(=|\bto\b)|\bdo\b|\bexecute\b""", RegexOptions.IgnoreCase)]
    private static partial Regex MakesUpSetting();
}
