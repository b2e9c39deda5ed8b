using System.Data;
using System.Security.Cryptography;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The session that is kept open to a database, and the connection object by which one lease uses it.</summary>
internal sealed class HeldSession(LeasedDataSource source)
{
    private const string ForeignStatement = "exists (select from pg_prepared_statement() where name !~ '^_(p|auto)[0-9]+$')";

    // In this order: as whoever the test became, nothing of the rest might be allowed.
    private static readonly string[] Reset =
        ["set session authorization default", "reset all", "close all", "unlisten *", "select pg_advisory_unlock_all()", "discard temp", "discard sequences"];

    private readonly string place = $"'{source.Database}'";

    // The transaction holds a lock on every sequence that it moved, whoever moved it, and rolling back does not move one back.
    private static string Restart(PostgresSchema schema) =>
        $"""
        select setval(s.o::regclass, s.last, s.called) from pg_locks l join unnest('{Join(schema.Sequences.Select(s => $"{s.Oid}"))}'::oid[],
            '{Join(schema.Sequences.Select(s => $"{s.LastValue}"))}'::bigint[], '{Join(schema.Sequences.Select(s => s.IsCalled ? "t" : "f"))}'::bool[]) s(o, last, called) on s.o = l.relation
        where l.pid = pg_backend_pid() and l.mode = 'RowExclusiveLock' and l.locktype = 'relation'
        """;

    private string? restart;
    private NpgsqlConnection? connection;
    private LeaseHolder? holder;

    /// <summary>The savepoint of a lease that is rolled back. Nobody can guess its name, so nobody can put another in its place.</summary>
    public string Savepoint { get; private set; } = "";

    /// <summary>The lease's connection.</summary>
    public NpgsqlConnection Connection => connection ?? throw new ObjectDisposedException(nameof(HeldSession));

    /// <summary>Whether it is open, as far as is known without asking the server.</summary>
    public bool IsOpen => connection?.FullState == ConnectionState.Open;

    /// <summary>Whether a statement was sent and has not been answered.</summary>
    public bool IsRunning => connection?.FullState.HasFlag(ConnectionState.Executing) == true;

    /// <summary>Has the lease's connection refuse to open after the lease.</summary>
    public void Guard(LeaseHolder of) => (holder = of).Guard(Connection);

    /// <summary>Says which sequences a lease may move.</summary>
    public void Use(PostgresSchema schema) => restart = schema.Sequences.Count > 0 ? Restart(schema) : null;

    /// <summary>Takes the session away from the object that a lease had, and gives it to a new one.</summary>
    /// <param name="another">Whether it must be another session.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask RenewAsync(bool another, CancellationToken cancellationToken)
    {
        if (another || Savepoint.Length == 0)
            Savepoint = $"matrix_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        if (another)
            source.ClearHeld();
        // Not the transaction: as the driver uses its object again, it takes it from the object that is closed.
        if (connection is not null)
            await connection.CloseAsync().ConfigureAwait(false);
        connection = await source.OpenHeldAsync(holder?.Test, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rolls the lease's transaction back, with the sequences that it moved, and lets go what a rollback leaves: locks, prepared statements.</summary>
    /// <returns>Whether the session can be used again, and how many others there were and are.</returns>
    /// <exception cref="NpgsqlException">The savepoint is gone, a reader is still open, or the connection broke.</exception>
    public async ValueTask<(bool IsClean, long Sessions, int Backends)> RollBackAsync()
    {
        await using var batch = Batch(
        [
            $"rollback to savepoint {Savepoint}", .. restart is null ? (string[])[] : [restart], "rollback",
            $"select not {ForeignStatement} and current_database() = {place}, pg_stat_get_db_sessions(d.oid), pg_stat_get_db_numbackends(d.oid), pg_advisory_unlock_all()::text from pg_database d where d.datname = {place}",
            "discard sequences",
        ]);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        // What was restarted comes first.
        while (reader.FieldCount != 4)
            await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var found = (reader.GetBoolean(0), reader.GetInt64(1), reader.GetInt32(2));
        await reader.CloseAsync().ConfigureAwait(false);
        // Nothing is sent when the session has prepared it. Not before: a transaction that has failed would refuse it.
        await batch.PrepareAsync().ConfigureAwait(false);
        return found;
    }

    /// <summary>Whether the server counts what the session writes. Not known, and so not true, where the session cannot be asked.</summary>
    public async ValueTask<bool> IsCountedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Connection.RowsAsync("select current_setting('track_counts')", cancellationToken).ConfigureAwait(false)) is [["on"]];
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // It is closed, or a reader is still open.
            return false;
        }
    }

    /// <summary>Lets go whatever a session may hold after a lease that could do anything, and asks what was written.</summary>
    /// <param name="counters">What asks for the counters.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The counters; <see langword="null"/> when the session cannot be used again, or was not counted all along.</returns>
    public async ValueTask<WriteCounters?> ResetAsync(string counters, CancellationToken cancellationToken)
    {
        await using var batch = Batch([$"select current_setting('track_counts')::bool and current_database() = {place} and not {ForeignStatement}", .. Reset, counters]);
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var isUsable = reader.GetBoolean(0);
        while (isUsable && reader.FieldCount != WriteCounters.Columns)
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return isUsable ? await WriteCounters.ReadAsync(reader, cancellationToken).ConfigureAwait(false) : null;
    }

    private NpgsqlBatch Batch(IEnumerable<string> statements)
    {
        var batch = new NpgsqlBatch(Connection);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement));
        return batch;
    }

    /// <summary>Closes the session.</summary>
    public async ValueTask CloseAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
        connection = null;
    }

    private static string Join(IEnumerable<string> values) => $"{{{string.Join(',', values)}}}";
}
