using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Puts one database back to what the blueprint left, and proves it by the marks of its tables.</summary>
internal sealed class Restoration
{
    private readonly PostgresSchema schema;
    private readonly PreparedBatches batches = new();
    private readonly QuickRestoration quick;

    // Without one is a table whose rows were put back and not looked at since.
    private readonly Dictionary<int, string> marks;

    public Restoration(PostgresSchema schema)
    {
        this.schema = schema;
        quick = new(schema, batches);
        marks = new(schema.Marks);
    }

    /// <summary>Undoes a lease's transaction if its savepoint is still there, and fails if not.</summary>
    /// <exception cref="NpgsqlException">The savepoint is gone, a reader is still open, or the connection broke.</exception>
    public async ValueTask RollBackAsync(NpgsqlConnection connection, string savepoint, Footprint footprint, CancellationToken cancellationToken)
    {
        var (tables, all) = (footprint.In(schema.Graph).Tables, MovedAnySequence(footprint));
        await batches.RunAsync(connection, $"rollback {all} {string.Join(',', tables)}",
            [$"rollback to savepoint {savepoint}", "rollback", .. RestoreScript.Restarts(schema, tables, all)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restores what a lease on the held connection alone may have changed.</summary>
    /// <returns><see langword="false"/> when that is to be done thoroughly after all.</returns>
    public async ValueTask<bool> TryQuicklyAsync(NpgsqlConnection connection, Footprint footprint, CancellationToken cancellationToken)
    {
        var dirty = footprint.In(schema.Graph);
        if (footprint.SpellsTransactions || dirty.IsGuess)
            return false;
        if (await quick.RestoreAsync(connection, dirty.Tables, footprint.OnlyGrownIn(schema.Graph), cancellationToken).ConfigureAwait(false) is not { } restored)
            return false;
        foreach (var table in restored.Reseeded)
            marks.Remove(table);
        return restored.Marks.All(mark => IsAsLeft(mark.Key, mark.Value));
    }

    /// <summary>Restores what a lease may have changed.</summary>
    /// <returns><see langword="false"/> when the database does not come back to what it was.</returns>
    public async ValueTask<bool> RestoreAsync(NpgsqlConnection connection, Footprint footprint, CancellationToken cancellationToken)
    {
        var dirty = footprint.In(schema.Graph);
        var tables = dirty.Tables;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (RestoreScript.Write(schema, tables, MovedAnySequence(footprint), dirty.IsGuess) is not { } script)
                return false;
            var found = await ReadMarksAsync(connection, script.Sql, cancellationToken).ConfigureAwait(false);
            if (dirty.IsGuess && found[ContentCheck.OfSchema] != marks[ContentCheck.OfSchema])
                return false;
            // Rows that were put back are new versions: as many as there were, and from now on their mark is the one to meet.
            foreach (var table in script.Tables)
                marks.Remove(table);
            quick.NoteReseeded(script.Tables);
            // What no statement told of: a trigger, a function, a connection that was not seen.
            tables = [.. Enumerable.Range(0, schema.Tables.Count).Where(i => !IsAsLeft(i, found[i]))];
            if (tables.Count == 0)
                return true;
        }

        return false;
    }

    /// <summary>Says that the held connection is another one.</summary>
    public ValueTask ForgetConnectionAsync() => batches.ForgetAsync();

    /// <summary>Whether schema and rows are as the blueprint, or the last restoration, left them.</summary>
    public async ValueTask<bool> IsAsLeftAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var script = RestoreScript.Write(schema, [], allSequences: false, withSchema: true)!;
        var found = await ReadMarksAsync(connection, script.Sql, cancellationToken).ConfigureAwait(false);
        return found.All(mark => IsAsLeft(mark.Key, mark.Value));
    }

    private bool IsAsLeft(int place, string mark)
    {
        if (marks.TryGetValue(place, out var expected))
            return expected == mark;
        marks[place] = mark;
        return CountOf(mark) == CountOf(schema.Marks[place]);
    }

    private static bool MovedAnySequence(Footprint footprint) => (footprint.Effects & (StatementEffects.Sequences | StatementEffects.Unknown)) != 0;

    private static string CountOf(string mark) => mark[..mark.IndexOf(':', StringComparison.Ordinal)];

    private static async Task<Dictionary<int, string>> ReadMarksAsync(NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(script, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ContentCheck.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
    }
}
