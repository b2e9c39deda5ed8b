using System.Globalization;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Reads what the blueprint built from a database that no test has had yet.</summary>
internal static class SchemaReader
{
    // What comes with the server or with an extension is not the blueprint's.
    private const string OfTheBlueprint =
        """
        n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e')
        """;

    private const string TableRows =
        $"""
        select o.oid::text, quote_ident(n.nspname) || '.' || quote_ident(o.relname),
            (case o.relkind when 'r' then 'only ' else '' end) || quote_ident(n.nspname) || '.' || quote_ident(o.relname), o.relname::text,
            (exists (select 1 from pg_trigger t where t.tgrelid = o.oid and not t.tgisinternal) or exists (select 1 from pg_rewrite r where r.ev_class = o.oid))::text
        from pg_class o join pg_namespace n on n.oid = o.relnamespace
        where o.relkind in ('r', 'p') and not o.relispartition and {OfTheBlueprint} order by o.oid
        """;

    private const string KeyRows =
        "select confrelid::text, conrelid::text, (confdeltype in ('c', 'n', 'd') or confupdtype in ('c', 'n', 'd'))::text from pg_constraint where contype = 'f'";

    // A part of a table is written along with it, and by its own name.
    private const string IndirectRows =
        $"""
        select o.relname::text from pg_class o join pg_namespace n on n.oid = o.relnamespace where (o.relkind in ('v', 'm', 'f') or o.relispartition) and {OfTheBlueprint}
        union select o.proname::text from pg_proc o join pg_namespace n on n.oid = o.pronamespace where {OfTheBlueprint}
        """;

    private const string SequenceRows =
        $"""
        select quote_ident(n.nspname) || '.' || quote_ident(o.relname),
            (select string_agg(feeds.relation::text, ',') from (
                select d.refobjid as relation from pg_depend d where d.objid = o.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0
                union select a.adrelid from pg_depend d join pg_attrdef a on a.oid = d.objid where d.classid = 'pg_attrdef'::regclass and d.refobjid = o.oid and d.refclassid = 'pg_class'::regclass) feeds)
        from pg_class o join pg_namespace n on n.oid = o.relnamespace where o.relkind = 'S' and {OfTheBlueprint} order by o.oid
        """;

    // What a routine may write that a default, an operator or a view calls is in nobody's text; one that is not volatile may not write.
    // Triggers go by their tables. What is written through a table may be another's that inherits from it.
    // And where a backslash escapes, a text may end elsewhere than it is taken to.
    private const string HiddenRow =
        """
        select (exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and p.provolatile = 'v' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype))
            or current_setting('standard_conforming_strings') = 'off'
            or exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r' and not c.relispartition))::text
        """;

    private const string SuspensionRow =
        "select (current_setting('is_superuser') = 'on' or has_parameter_privilege(current_user, 'session_replication_role', 'set'))::text";

    public static async Task<PostgresSchema> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(connection, TableRows, cancellationToken).ConfigureAwait(false);
        var place = rows.Select((row, i) => (Oid: row[0]!, i)).ToDictionary(t => t.Oid, t => t.i);
        var tables = new List<PostgresTable>();
        foreach (var row in rows)
            tables.Add(await SeedReader.ReadAsync(connection, uint.Parse(row[0]!, CultureInfo.InvariantCulture), row[1]!, row[2]!, cancellationToken).ConfigureAwait(false));

        var keys = (await RowsAsync(connection, KeyRows, cancellationToken).ConfigureAwait(false)).Where(k => place.ContainsKey(k[0]!) && place.ContainsKey(k[1]!)).ToList();
        var cascades = keys.Where(k => k[2] == "true").Select(k => (place[k[0]!], place[k[1]!]));
        var indirect = (await RowsAsync(connection, IndirectRows, cancellationToken).ConfigureAwait(false)).Select(row => row[0]!);
        var triggered = Enumerable.Range(0, rows.Count).Where(i => rows[i][4] == "true").ToList();
        var graph = new TableGraph([.. rows.Select(row => row[3]!)], cascades, triggered, indirect)
        {
            HidesWrites = await IsTrueAsync(connection, HiddenRow, cancellationToken).ConfigureAwait(false),
        };
        return new(tables, await SequencesAsync(connection, place, cancellationToken).ConfigureAwait(false), graph, await MarksAsync(connection, tables, cancellationToken).ConfigureAwait(false))
        {
            CanSuspendKeys = await IsTrueAsync(connection, SuspensionRow, cancellationToken).ConfigureAwait(false),
            HasTriggers = triggered.Count > 0,
            Order = new([.. keys.Select(k => (place[k[0]!], place[k[1]!]))]),
        };
    }

    public static async Task<List<string?[]>> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string?[]>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await RowsAsync(connection, sql, cancellationToken).ConfigureAwait(false))[0][0] == "true";

    private static async Task<Dictionary<int, string>> MarksAsync(NpgsqlConnection connection, List<PostgresTable> tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand((tables.Count == 0 ? "" : ContentCheck.TablesSql(tables) + ";") + ContentCheck.SchemaSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ContentCheck.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<PostgresSequence>> SequencesAsync(NpgsqlConnection connection, Dictionary<string, int> place, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(connection, SequenceRows, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            return [];
        var states = await RowsAsync(connection, string.Join(" union all ", rows.Select((row, i) => $"select '{i}', last_value::text, is_called::text from {row[0]}")), cancellationToken).ConfigureAwait(false);
        var byPlace = states.ToDictionary(s => s[0]!);
        return [.. rows.Select((row, i) => new PostgresSequence(row[0]!, [.. (row[1] ?? "").Split(',').Where(place.ContainsKey).Select(oid => place[oid])],
            long.Parse(byPlace[$"{i}"][1]!, CultureInfo.InvariantCulture), byPlace[$"{i}"][2] == "true"))];
    }
}
