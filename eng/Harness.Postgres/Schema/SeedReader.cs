using System.Globalization;
using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Writes a table's reference data down as the statement that inserts it.</summary>
/// <remarks>The server spells the values, as text that the columns' types read back.</remarks>
internal static class SeedReader
{
    public static async Task<PostgresTable> ReadAsync(NpgsqlConnection connection, uint oid, string table, string rows, CancellationToken cancellationToken)
    {
        var columns = await SchemaReader.RowsAsync(connection,
            $"select quote_ident(attname) from pg_attribute where attrelid = {oid} and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", cancellationToken).ConfigureAwait(false);
        var names = columns.Select(c => c[0]!).ToList();
        var values = names.Count == 0 ? "'default'" : string.Join(" || ',' || ", names.Select(name => $"quote_nullable({name}::text)"));
        var row = (await SchemaReader.RowsAsync(connection,
            $"select string_agg('(' || {values} || ')', ','), count(distinct xmin::text)::text, min(xmin::text) from {rows}", cancellationToken).ConfigureAwait(false))[0];
        return row[0] is { } seed
            ? new(rows, $"insert into {table} ({string.Join(',', names)}) overriding system value values {seed}", row[1] == "1" ? uint.Parse(row[2]!, CultureInfo.InvariantCulture) : null)
            : new(rows, null, null);
    }
}
