using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Restores in one round trip what only a lease on the held connection may have written.</summary>
internal sealed class QuickRestoration(PostgresSchema schema, PreparedBatches batches)
{
    private readonly HashSet<int> reseeded = [];

    /// <summary>Restores tables, and the sequences that feed them.</summary>
    /// <param name="connection">The held connection.</param>
    /// <param name="dirty">The tables in which a lease may have written.</param>
    /// <param name="grown">Those among them to which rows were added, and nothing else was done.</param>
    /// <param name="cancellationToken">Ends the restoring.</param>
    /// <returns>
    /// The tables whose reference data was put back, and where more may have been written than is known, the marks of all;
    /// <see langword="null"/> when they cannot be restored like this.
    /// </returns>
    public async ValueTask<(IReadOnlyList<int> Reseeded, IReadOnlyDictionary<int, string> Marks)?> RestoreAsync(
        NpgsqlConnection connection, IReadOnlyList<int> dirty, IReadOnlySet<int> grown, CancellationToken cancellationToken)
    {
        var trimmed = dirty.Where(i => IsTrimmed(i, grown)).ToHashSet();
        var putBack = dirty.Where(i => !trimmed.Contains(i) && schema.Tables[i].Seed is not null).ToList();
        if (RestoreScript.Quick(schema, dirty, trimmed) is not { } statements)
            return null;
        if (statements.Count == 0)
            return (putBack, new Dictionary<int, string>());
        var key = string.Join(',', dirty.Select(i => trimmed.Contains(i) ? -1 - i : i));
        var marks = await batches.RunAsync(connection, key, statements, cancellationToken).ConfigureAwait(false);
        NoteReseeded(putBack);
        return (putBack, marks);
    }

    /// <summary>Says that a table's reference data was put back by other means, so that its rows are of another transaction.</summary>
    public void NoteReseeded(IEnumerable<int> tables) => reseeded.UnionWith(tables);

    // Rows that a test added differ from reference data by the transaction that wrote them, so the latter can stay.
    private bool IsTrimmed(int table, IReadOnlySet<int> grown) =>
        schema.Tables[table].SeededBy is not null && grown.Contains(table) && !reseeded.Contains(table);
}
