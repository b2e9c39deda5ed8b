using Matrix.Harness.MySql.Schema;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Puts one database back to what the template holds, and proves it by the checksums of its tables.</summary>
internal sealed class Restoration
{
    private const int MostAttempts = 3;

    private readonly MySqlSchema schema;
    private readonly string schemaMark;
    private readonly IReadOnlyList<string> checksums;

    private Restoration(MySqlSchema schema, string schemaMark, IReadOnlyList<string> checksums)
    {
        this.schema = schema;
        this.schemaMark = schemaMark;
        this.checksums = checksums;
    }

    /// <summary>The mark of the schema: the same for every database of a blueprint.</summary>
    public string OfSchema => schemaMark;

    /// <summary>Reads what a new database holds.</summary>
    /// <param name="schema">What the blueprint built.</param>
    /// <param name="schemaMark">The mark of the schema, where another database has told it.</param>
    /// <param name="connection">A connection to the database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Restoration> ReadAsync(MySqlSchema schema, string? schemaMark, MySqlConnection connection, CancellationToken cancellationToken) => new(
        schema, schemaMark ?? await SchemaMark.ReadAsync(connection, cancellationToken).ConfigureAwait(false), await ChecksumsAsync(schema, connection, cancellationToken).ConfigureAwait(false));

    /// <summary>Restores what a lease may have changed.</summary>
    /// <param name="connection">The only connection to the database.</param>
    /// <param name="tables">The tables that it may have written to; <see langword="null"/> when it may have changed anything.</param>
    /// <param name="cancellationToken">Ends the work halfway.</param>
    /// <returns><see langword="false"/> when the database does not come back to what it was.</returns>
    public async ValueTask<bool> RestoreAsync(MySqlConnection connection, IReadOnlyList<int>? tables, CancellationToken cancellationToken)
    {
        if (tables is null && !await HasSchemaAsync(connection, cancellationToken).ConfigureAwait(false))
            return false;
        var suspects = tables ?? schema.All;
        // A checksum does not tell the history of a table, nor what a sequence has cached.
        if (suspects.Any(i => schema.Tables[i].Kind is TableKind.Versioned or TableKind.Sequence))
            return false;
        if (suspects.Count == 0)
            return true;
        var changed = await RunAsync(connection, RestoreScript.Trim(schema, suspects), suspects, cancellationToken).ConfigureAwait(false);
        // A trigger fires while its table is refilled, and may write to one that was refilled before.
        for (var attempt = 0; changed.Count > 0 && attempt < MostAttempts; attempt++)
        {
            changed = await RunAsync(connection, RestoreScript.Refill(schema, changed), changed, cancellationToken).ConfigureAwait(false);
            if (schema.Mentions.HasTriggers)
                changed = await RunAsync(connection, RestoreScript.Check(schema, suspects), suspects, cancellationToken).ConfigureAwait(false);
        }

        return changed.Count == 0;
    }

    /// <summary>Has tables numbered from where they started.</summary>
    /// <param name="connection">A connection to the database.</param>
    /// <param name="tables">The tables that may have been numbered; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask RenumberAsync(MySqlConnection connection, IReadOnlyList<int>? tables, CancellationToken cancellationToken)
    {
        if (RestoreScript.Moved(schema, tables ?? schema.All) is not { Length: > 0 } question)
            return;
        var moved = (await connection.ColumnAsync(question, cancellationToken).ConfigureAwait(false)).Select(SchemaReader.Quote).ToHashSet();
        if (moved.Count > 0)
            await connection.SendAsync(RestoreScript.Renumber(schema.Tables.Where(t => moved.Contains(t.Name))), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether schema and rows are as they were when the database was made.</summary>
    public async ValueTask<bool> IsAsBuiltAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        await HasSchemaAsync(connection, cancellationToken).ConfigureAwait(false) && checksums.SequenceEqual(await ChecksumsAsync(schema, connection, cancellationToken).ConfigureAwait(false));

    private async ValueTask<bool> HasSchemaAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        schemaMark == await SchemaMark.ReadAsync(connection, cancellationToken).ConfigureAwait(false);

    /// <returns>The tables that do not hold what they held.</returns>
    private async ValueTask<IReadOnlyList<int>> RunAsync(MySqlConnection connection, string script, IReadOnlyList<int> tables, CancellationToken cancellationToken)
    {
        var found = (await connection.RowsAsync(script, cancellationToken).ConfigureAwait(false)).Where(row => row.Length == 2).Select(row => row[1]).ToList();
        return [.. tables.Where((table, i) => i >= found.Count || found[i] != checksums[table])];
    }

    private static async Task<IReadOnlyList<string>> ChecksumsAsync(MySqlSchema schema, MySqlConnection connection, CancellationToken cancellationToken) => schema.Tables.Count == 0 ? []
        : [.. (await connection.RowsAsync(RestoreScript.Check(schema, schema.All), cancellationToken).ConfigureAwait(false)).Select(row => row[1])];
}
