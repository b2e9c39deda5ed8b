using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Writes a table's reference data down as the statement that inserts it.</summary>
/// <remarks>The server spells the values, as text that the columns' types read back.</remarks>
internal static class SeedReader
{
    public static async Task<string?> ReadAsync(NpgsqlConnection connection, string oid, string table, CancellationToken cancellationToken)
    {
        var columns = await SchemaReader.RowsAsync(connection,
            $"select quote_ident(attname) from pg_attribute where attrelid = {oid} and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", cancellationToken).ConfigureAwait(false);
        var names = columns.Select(c => c[0]!).ToList();
        var values = names.Count == 0 ? "'default'" : string.Join(" || ',' || ", names.Select(name => $"quote_nullable({name}::text)"));
        var rows = await SchemaReader.RowsAsync(connection, $"select string_agg('(' || {values} || ')', ',') from {table}", cancellationToken).ConfigureAwait(false);
        return rows[0][0] is { } seed ? $"insert into {table} ({string.Join(',', names)}) overriding system value values {seed}" : null;
    }
}
