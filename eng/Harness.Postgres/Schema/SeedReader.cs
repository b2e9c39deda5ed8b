using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Writes a table's reference data down as the statement that inserts it.</summary>
/// <remarks>The server spells the values, as text that the columns' types read back.</remarks>
internal static class SeedReader
{
    /// <returns>The table with its reference data.</returns>
    public static async Task<PostgresTable> ReadAsync(NpgsqlConnection connection, PostgresTable table, CancellationToken cancellationToken)
    {
        if (!table.CanRestore)
            return table;
        var columns = await connection.RowsAsync(
            $"select quote_ident(attname) from pg_attribute where attrelid = {table.Oid} and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", cancellationToken).ConfigureAwait(false);
        var names = columns.Select(c => c[0]!).ToList();
        var values = names.Count == 0 ? "'default'" : string.Join(" || ',' || ", names.Select(name => $"quote_nullable({name}::text)"));
        var row = (await connection.RowsAsync(
            $"select string_agg('(' || {values} || ')', ','), count(distinct xmin::text)::text, min(xmin::text) from {table.Rows}", cancellationToken).ConfigureAwait(false))[0];
        if (row[0] is not { } seed)
            return table;
        // Of a table without a column, only `default values` inserts a row.
        return names.Count == 0 ? table with { CanRestore = false } : table with
        {
            Seed = $"insert into {table.Rows["only ".Length..]} ({string.Join(',', names)}) overriding system value values {seed}",
            SeededBy = row[1] == "1" ? row[2] : null,
        };
    }
}
