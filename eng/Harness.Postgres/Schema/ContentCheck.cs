using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>A mark for each table that changes with any of its rows, and one for the schema. Cheap enough for every lease.</summary>
/// <remarks>
/// A row's xmin is the transaction that wrote this version of it. So a row that came, went or changed changes the sum,
/// without its content being looked at. A clone has the same as its template.
/// </remarks>
internal static class ContentCheck
{
    /// <summary>The place of the schema's mark among those of the tables.</summary>
    public const int OfSchema = -1;

    private static readonly string[] Catalogs =
    [
        "pg_class", "pg_attribute", "pg_attrdef", "pg_proc", "pg_type", "pg_constraint", "pg_index", "pg_trigger", "pg_rewrite",
        "pg_sequence", "pg_enum", "pg_extension", "pg_policy", "pg_operator", "pg_cast", "pg_collation", "pg_largeobject_metadata", "pg_publication",
    ];

    public static string TablesSql(IReadOnlyList<PostgresTable> tables) =>
        string.Join(" union all ", Enumerable.Range(0, tables.Count).Select(i => $"select {i} as place, count(*) || ':' || coalesce(sum(xmin::text::int8), 0) as mark from {tables[i].Rows}"));

    // Temporary objects are the session's.
    public static string SchemaSql { get; } =
        $"select {OfSchema} as place, string_agg(mark, ';' order by catalog) as mark from ("
        + string.Join(" union all ", Catalogs.Select(c => $"select '{c}' as catalog, count(*) || ':' || coalesce(sum(xmin::text::int8), 0) as mark from {c}{WithoutTemporary(c)}"))
        + " union all select 'pg_namespace', count(*) || ':' || coalesce(sum(xmin::text::int8), 0) from pg_namespace where nspname not like 'pg\\_%temp\\_%') marks";

    /// <summary>Reads every mark among what is returned, by place, and passes over other results.</summary>
    public static async Task<Dictionary<int, string>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<int, string>();
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                marks[reader.GetInt32(0)] = reader.GetString(1);
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return marks;
    }

    private static string WithoutTemporary(string catalog) => catalog == "pg_class" ? " where relpersistence <> 't'" : "";
}
