using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Restores in one round trip what the held connection alone has written.</summary>
/// <remarks>
/// The server counts the rows that were written in each table. So it tells by itself of a table that no statement named,
/// for a fraction of what it costs to look into every table. Only a connection's own counts are up to date when it asks,
/// which is why this is for leases in which no other connection was used.
/// </remarks>
internal sealed class QuickRestoration(PostgresSchema schema)
{
    private const int MostBatches = 64;

    private readonly Dictionary<string, QuickBatch> batches = new(StringComparer.Ordinal);
    private readonly HashSet<int> reseeded = [];
    private long[] counts = new long[schema.Tables.Count * 2];

    /// <summary>Restores tables, and asks whether others were written.</summary>
    /// <param name="connection">The held connection.</param>
    /// <param name="dirty">The tables that a lease's statements named.</param>
    /// <param name="grown">Those among them to which rows were added, and nothing else was done.</param>
    /// <param name="cancellationToken">Ends the restoring.</param>
    /// <returns>The tables whose reference data was put back, and those that something else may have written.</returns>
    public async ValueTask<(IReadOnlyList<int> Reseeded, IReadOnlyList<int> Suspects)> RestoreAsync(
        NpgsqlConnection connection, IReadOnlyList<int> dirty, IReadOnlySet<int> grown, CancellationToken cancellationToken)
    {
        var key = string.Join(',', dirty.Select(i => IsTrimmed(i, grown) ? -1 - i : i));
        if (!batches.TryGetValue(key, out var batch))
        {
            if (batches.Count >= MostBatches)
                await ForgetAsync().ConfigureAwait(false);
            batch = await QuickBatch.PrepareAsync(schema, connection, dirty, i => IsTrimmed(i, grown), cancellationToken).ConfigureAwait(false);
            batches.Add(key, batch);
        }

        var found = await batch.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        var suspects = Suspects(found, dirty, grown);
        counts = found;
        foreach (var (table, added, removed) in batch.Written)
        {
            counts[table * 2] += added;
            counts[table * 2 + 1] += removed;
        }

        var putBack = dirty.Where(i => !IsTrimmed(i, grown) && schema.Tables[i].Seed is not null).ToList();
        NoteReseeded(putBack);
        return (putBack, suspects);
    }

    /// <summary>Says that the connection is another one, which has prepared nothing.</summary>
    public async ValueTask ForgetAsync()
    {
        foreach (var batch in batches.Values)
            await batch.DisposeAsync().ConfigureAwait(false);
        batches.Clear();
    }

    /// <summary>Says that a table's reference data was put back by other means, so that its rows are of another transaction.</summary>
    public void NoteReseeded(IEnumerable<int> tables) => reseeded.UnionWith(tables);

    // Rows that a test added differ from reference data by the transaction that wrote them, so the latter can stay.
    private bool IsTrimmed(int table, IReadOnlySet<int> grown) =>
        schema.Tables[table].SeededBy is not null && grown.Contains(table) && !reseeded.Contains(table);

    private List<int> Suspects(long[] found, IReadOnlyList<int> dirty, IReadOnlySet<int> grown)
    {
        var suspects = new List<int>();
        for (var i = 0; i < schema.Tables.Count; i++)
        {
            var (isGrown, isChanged) = (found[i * 2] != counts[i * 2], found[i * 2 + 1] != counts[i * 2 + 1]);
            if (!dirty.Contains(i) ? isGrown || isChanged : isChanged && IsTrimmed(i, grown))
                suspects.Add(i);
        }

        return suspects;
    }
}
