using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Puts one database back to what the blueprint left, and proves it by the marks of its tables.</summary>
internal sealed class Restoration(PostgresSchema schema)
{
    private readonly Dictionary<int, string> marks = new(schema.Marks);

    /// <summary>What undoes a lease's transaction if its savepoint is still there, and fails if not.</summary>
    public string RollBackTo(string savepoint, Footprint footprint)
    {
        var restarts = RestoreScript.Restarts(schema, footprint.In(schema.Graph).Tables, MovedAnySequence(footprint));
        return $"rollback to savepoint {savepoint};rollback{(restarts is null ? "" : ";" + restarts)}";
    }

    /// <summary>Restores what a lease may have changed.</summary>
    /// <returns><see langword="false"/> when the database does not come back to what it was.</returns>
    public async ValueTask<bool> RestoreAsync(NpgsqlConnection connection, Footprint footprint, CancellationToken cancellationToken)
    {
        var dirty = footprint.In(schema.Graph);
        var restored = dirty.Tables;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (RestoreScript.Write(schema, restored, MovedAnySequence(footprint), dirty.IsGuess) is not { } script)
                return false;
            var found = await ReadMarksAsync(connection, script, cancellationToken).ConfigureAwait(false);
            if (dirty.IsGuess && found[ContentCheck.OfSchema] != marks[ContentCheck.OfSchema])
                return false;
            var missed = Enumerable.Range(0, schema.Tables.Count).Where(i => found[i] != marks[i] && !IsRestored(i, restored, found[i])).ToList();
            if (missed.Count == 0)
                return true;
            // What no statement told of: a trigger, a function, a connection that was not seen.
            restored = missed;
        }

        return false;
    }

    /// <summary>Whether schema and rows are as the blueprint, or the last restoration, left them.</summary>
    public async ValueTask<bool> IsAsLeftAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var script = RestoreScript.Write(schema, [], allSequences: false, withSchema: true)!;
        var found = await ReadMarksAsync(connection, script, cancellationToken).ConfigureAwait(false);
        return found.All(mark => marks[mark.Key] == mark.Value);
    }

    // Rows that were put back are new versions: as many as there were, and from now on their mark is the one to meet.
    private bool IsRestored(int table, IReadOnlyList<int> restored, string mark)
    {
        if (!restored.Contains(table) || CountOf(mark) != CountOf(schema.Marks[table]))
            return false;
        marks[table] = mark;
        return true;
    }

    private static bool MovedAnySequence(Footprint footprint) => (footprint.Effects & (StatementEffects.Sequences | StatementEffects.Unknown)) != 0;

    private static string CountOf(string mark) => mark[..mark.IndexOf(':', StringComparison.Ordinal)];

    private static async Task<Dictionary<int, string>> ReadMarksAsync(NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(script, connection);
        return await ContentCheck.ReadAsync(command, cancellationToken).ConfigureAwait(false);
    }
}
