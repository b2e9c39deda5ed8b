using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Tells whether anything in a database that has a definition is not as the blueprint left it.</summary>
/// <remarks>It reads every catalog whole, so it is asked only when the server has counted a write to one.</remarks>
/// <param name="sql">What adds the catalogs up.</param>
/// <param name="asBuilt">What that answered of a new database.</param>
internal sealed class DefinitionCheck(string sql, string asBuilt)
{
    // Statistics of the planner and of VACUUM change by themselves; a file's number changes with TRUNCATE, which is looked at by table.
    // What temporary tables leave behind are empty schemas, one for each session.
    private const string Query =
        """
        select c.relname::text, string_agg(format('%I', a.attname), ',' order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared and c.relname not in ('pg_statistic', 'pg_statistic_ext_data')
        and not (c.relname = 'pg_class' and a.attname in ('relfilenode', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid'))
        and has_column_privilege(c.oid, a.attnum, 'select')
        group by c.relname order by c.relname
        """;

    public static async Task<DefinitionCheck> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var catalogs = await connection.RowsAsync(Query, cancellationToken).ConfigureAwait(false);
        var sql = "select " + string.Join(" || ' ' || ", catalogs.Select(c => $"(select count(*) || ':' || coalesce(sum(hashtextextended(row({c[1]})::text, 0)), 0) from pg_catalog.{c[0]}{Where(c[0]!)})"));
        return new(sql, (await connection.RowsAsync(sql, cancellationToken).ConfigureAwait(false))[0][0]!);
    }

    public async Task<bool> IsAsBuiltAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.RowsAsync(sql, cancellationToken).ConfigureAwait(false))[0][0] == asBuilt;

    private static string Where(string catalog) => catalog == "pg_namespace" ? " where nspname !~ '^pg_(toast_)?temp_'" : "";
}
