using System.Data;
using Matrix.Harness.Leases;
using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The session that is kept open to a database, and the connection object by which one lease uses it.</summary>
internal sealed class HeldSession(LeasedDataSource source, PostgresSchema schema)
{
    // In this order: as whoever the test became, nothing of the rest might be allowed.
    private static readonly string[] Reset =
    [
        "set session authorization default", "reset all", "close all", "unlisten *", "select pg_advisory_unlock_all()", "discard temp", "discard sequences",
    ];

    // What a test prepared in SQL stays, by its name; the driver's own names look like this.
    private const string Left =
        "select exists (select from pg_prepared_statement() where name !~ '^_(p|auto)[0-9]+$') or current_database() <> $1, pg_stat_get_db_sessions(d.oid), pg_stat_get_db_numbackends(d.oid) "
        + "from pg_database d where d.datname = $1";

    private readonly string restart =
        $"""
        select setval(s.o::regclass, s.last, s.called) from pg_locks l join unnest('{Join(schema.Sequences.Select(s => $"{s.Oid}"))}'::oid[],
            '{Join(schema.Sequences.Select(s => $"{s.LastValue}"))}'::bigint[], '{Join(schema.Sequences.Select(s => s.IsCalled ? "t" : "f"))}'::bool[]) s(o, last, called) on s.o = l.relation
        where l.pid = pg_backend_pid() and l.mode = 'RowExclusiveLock' and l.locktype = 'relation'
        """;

    private NpgsqlConnection? connection;

    /// <summary>The lease's connection.</summary>
    public NpgsqlConnection Connection => connection ?? throw new ObjectDisposedException(nameof(HeldSession));

    /// <summary>Whether it is open, as far as is known without asking the server.</summary>
    public bool IsOpen => connection?.FullState == ConnectionState.Open;

    /// <summary>Whether a statement was sent and has not been answered.</summary>
    public bool IsRunning => connection?.FullState.HasFlag(ConnectionState.Executing) == true;

    /// <summary>Has the lease's connection refuse to open after the lease.</summary>
    public void Guard(LeaseHolder holder) => holder.Guard(Connection);

    /// <summary>Takes the session away from the object that a lease had, and gives it to a new one.</summary>
    /// <param name="another">Whether it must be another session.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask RenewAsync(bool another, CancellationToken cancellationToken)
    {
        if (another)
            source.ClearHeld();
        // Not the transaction: as the driver uses its object again, it takes it from the object that is closed.
        if (connection is not null)
            await connection.CloseAsync().ConfigureAwait(false);
        connection = source.CreateHeld();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rolls the lease's transaction back, with the sequences that it moved, and lets go what a rollback leaves: locks, prepared statements.</summary>
    /// <returns>Whether the session can be used again, and how many others there were and are.</returns>
    /// <exception cref="NpgsqlException">The savepoint is gone, a reader is still open, or the connection broke.</exception>
    public async ValueTask<(bool IsClean, long Sessions, int Backends)> RollBackAsync(string savepoint)
    {
        await using var batch = new NpgsqlBatch(Connection);
        batch.BatchCommands.Add(new($"rollback to savepoint {savepoint}"));
        // The transaction holds a lock on every sequence that it moved, whoever moved it, and rolling back does not move one back.
        if (schema.Sequences.Count > 0)
            batch.BatchCommands.Add(new(restart));
        batch.BatchCommands.Add(new("rollback"));
        batch.BatchCommands.Add(new(Left) { Parameters = { new NpgsqlParameter<string> { TypedValue = source.Database } } });
        batch.BatchCommands.Add(new("select pg_advisory_unlock_all()"));
        batch.BatchCommands.Add(new("discard sequences"));
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        // What was restarted comes first, where there was anything to restart.
        while (reader.FieldCount != 3)
            await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        return (!reader.GetBoolean(0), reader.GetInt64(1), reader.GetInt32(2));
    }

    /// <summary>Lets go whatever a session may hold after a lease that could do anything, and has the server count what it wrote.</summary>
    /// <returns>Whether the session can be used again, and was counted all along.</returns>
    public async ValueTask<bool> ResetAsync(CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(Connection);
        batch.BatchCommands.Add(new("select current_setting('track_counts')::bool and current_database() = $1 and not exists (select from pg_prepared_statement() where name !~ '^_(p|auto)[0-9]+$')")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = source.Database } },
        });
        foreach (var statement in Reset)
            batch.BatchCommands.Add(new(statement));
        batch.BatchCommands.Add(new("select pg_stat_force_next_flush()"));
        return await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
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
