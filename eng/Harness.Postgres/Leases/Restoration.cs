using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Puts one database back to what the blueprint built, going by what the server has counted.</summary>
/// <remarks>No text of any statement decides what is restored.</remarks>
internal sealed class Restoration
{
    private const int MostRemembered = 64;

    private readonly PostgresSchema schema;
    private readonly string query;
    private readonly uint[] files;
    // The transaction that wrote the reference data that is there now.
    private readonly string?[] seededBy;
    // Preparing takes a round trip, which pays only for what comes again.
    private readonly HashSet<string> seen = [];
    private WriteCounters known;

    private Restoration(PostgresSchema schema, string query, WriteCounters known)
    {
        this.schema = schema;
        this.query = query;
        this.known = known;
        files = [.. schema.Tables.Select(t => t.FileNode)];
        seededBy = [.. schema.Tables.Select(t => t.SeededBy)];
    }

    /// <summary>How many sessions have been opened, the next being a test's.</summary>
    public long Sessions { get; set; }

    /// <param name="schema">What the blueprint built.</param>
    /// <param name="connection">A connection to a database that no test has had.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Restoration> BeginAsync(PostgresSchema schema, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var query = WriteCounters.Sql(schema);
        var known = await WriteCounters.ReadAsync(connection, query, cancellationToken).ConfigureAwait(false);
        return new(schema, query, known) { Sessions = known.Sessions };
    }

    /// <summary>What asks for the counters.</summary>
    public string Query => query;

    /// <summary>Sees to it that no other session is left that could still write.</summary>
    /// <param name="connection">The held connection.</param>
    /// <param name="counters">The counters as they are now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The counters then; <see langword="null"/> when others do not go.</returns>
    public async ValueTask<WriteCounters?> EndOthersAsync(NpgsqlConnection connection, WriteCounters counters, CancellationToken cancellationToken)
    {
        for (var attempt = 0; counters.Backends > 1 || counters.PreparedTransactions > 0; attempt++)
        {
            if (attempt == 3)
                return null;
            // A session's end comes after its counts are in, and this waits for it.
            await connection.SendAsync("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", cancellationToken).ConfigureAwait(false);
            foreach (var row in await connection.RowsAsync("select gid::text from pg_prepared_xacts where database = current_database()", cancellationToken).ConfigureAwait(false))
                await connection.SendAsync($"rollback prepared '{row[0]!.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken).ConfigureAwait(false);
            counters = await WriteCounters.ReadAsync(connection, query, cancellationToken).ConfigureAwait(false);
        }

        return counters;
    }

    /// <summary>Restores what was written since the last time.</summary>
    /// <returns><see langword="false"/> when the database cannot be put back to what it was.</returns>
    public async ValueTask<bool> RestoreAsync(NpgsqlConnection connection, WriteCounters counters, CancellationToken cancellationToken)
    {
        if (counters.Database != known.Database)
            return false;
        if (counters.Catalogs != known.Catalogs && !await schema.Definitions.IsAsBuiltAsync(connection, cancellationToken).ConfigureAwait(false))
            return false;
        var replaced = counters.Catalogs == known.Catalogs ? [] : await ReplacedAsync(connection, cancellationToken).ConfigureAwait(false);
        var dirty = Enumerable.Range(0, schema.Tables.Count)
            .Where(i => counters.Inserted[i] != known.Inserted[i] || counters.Changed[i] != known.Changed[i] || replaced.Contains(i)).ToList();
        var grown = dirty.Where(i => counters.Changed[i] == known.Changed[i] && !replaced.Contains(i)).ToHashSet();
        var moved = Enumerable.Range(0, schema.Sequences.Count).Where(i => counters.SequenceReads[i] != known.SequenceReads[i]);
        if (RestoreScript.Write(schema, dirty, i => grown.Contains(i) ? seededBy[i] : null, moved) is not { } script)
            return false;
        (known, Sessions) = (counters, counters.Sessions);
        var comesAgain = seen.Contains(script.Key) || seen.Count < MostRemembered && !seen.Add(script.Key);
        await script.RunAsync(connection, comesAgain, known, seededBy, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // TRUNCATE counts no rows.
    private async Task<HashSet<int>> ReplacedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select array(select pg_relation_filenode(o) from unnest($1::oid[]) with ordinality u(o, i) order by i)", connection);
        command.Parameters.Add(new() { Value = schema.Tables.Select(t => t.Oid).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid });
        var found = (uint[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        var replaced = Enumerable.Range(0, files.Length).Where(i => files[i] != found[i]).ToHashSet();
        found.CopyTo(files, 0);
        return replaced;
    }
}
