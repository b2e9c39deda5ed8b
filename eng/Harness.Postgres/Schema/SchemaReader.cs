using System.Globalization;
using Npgsql;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>Reads what the blueprint built from a database that no test has had yet.</summary>
internal static class SchemaReader
{
    private const string OutsideTheSystem = "n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'";

    // The rows of an extension's tables are not the blueprint's, those of a view are other tables', and nobody knows what follows from
    // a deletion by a rule or a trigger that cannot be suspended, or under a policy.
    private const string TableRows =
        $"""
        select o.oid::text, 'only ' || quote_ident(n.nspname) || '.' || quote_ident(o.relname), pg_relation_filenode(o.oid)::text,
            (exists (select 1 from pg_trigger t where t.tgrelid = o.oid and not t.tgisinternal) or exists (select 1 from pg_rewrite r where r.ev_class = o.oid))::text,
            (o.relkind = 'r'
                and not exists (select 1 from pg_depend d where d.objid = o.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
                and not exists (select 1 from pg_rewrite r where r.ev_class = o.oid and (r.ev_enabled in ('A', 'R') or not {MaySuspendKeys}))
                and not exists (select 1 from pg_trigger t where t.tgrelid = o.oid and (t.tgenabled in ('A', 'R') or not t.tgisinternal and not {MaySuspendKeys}))
                and (not o.relforcerowsecurity or (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)))::text
        from pg_class o join pg_namespace n on n.oid = o.relnamespace
        where o.relkind in ('r', 'm') and {OutsideTheSystem} order by o.oid
        """;

    private const string KeyRows = "select distinct confrelid::text, conrelid::text from pg_constraint where contype = 'f'";

    private const string SequenceRows =
        $"select o.oid::text, quote_ident(n.nspname) || '.' || quote_ident(o.relname) from pg_class o join pg_namespace n on n.oid = o.relnamespace where o.relkind = 'S' and {OutsideTheSystem} order by o.oid";

    private const string CatalogRows =
        "select oid::text from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and not relisshared and relname not in ('pg_statistic', 'pg_statistic_ext_data') order by oid";

    private const string MaySuspendKeys = "(current_setting('is_superuser') = 'on' or has_parameter_privilege(current_user, 'session_replication_role', 'set'))";

    private const string AbilityRow =
        $"""
        select {MaySuspendKeys}::text, (current_setting('server_version_num')::int >= 150000 and current_setting('track_counts')::bool)::text,
            exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {OutsideTheSystem} and (p.prosrc ~* 'set_config|execute|\mset\M' or p.proconfig is not null))::text
        """;

    public static async Task<PostgresSchema> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.RowsAsync(TableRows, cancellationToken).ConfigureAwait(false);
        var tables = new List<PostgresTable>();
        foreach (var row in rows)
            tables.Add(await SeedReader.ReadAsync(connection, new(Number(row[0]), row[1]!, Number(row[2]), row[3] == "true", row[4] == "true", null, null), cancellationToken).ConfigureAwait(false));

        var place = rows.Select((row, i) => (Oid: row[0]!, i)).ToDictionary(t => t.Oid, t => t.i);
        var keys = (await connection.RowsAsync(KeyRows, cancellationToken).ConfigureAwait(false)).Where(k => place.ContainsKey(k[0]!) && place.ContainsKey(k[1]!));
        var catalogs = await connection.RowsAsync(CatalogRows, cancellationToken).ConfigureAwait(false);
        var abilities = (await connection.RowsAsync(AbilityRow, cancellationToken).ConfigureAwait(false))[0];
        return new(tables, await SequencesAsync(connection, cancellationToken).ConfigureAwait(false), [.. catalogs.Select(c => Number(c[0]))],
            await DefinitionCheck.ReadAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            CanSuspendKeys = abilities[0] == "true",
            CountsWrites = abilities[1] == "true",
            MakesUpSettings = abilities[2] == "true",
            Order = new([.. keys.Select(k => (place[k[0]!], place[k[1]!]))]),
        };
    }

    private static uint Number(string? text) => uint.Parse(text!, CultureInfo.InvariantCulture);

    private static async Task<List<PostgresSequence>> SequencesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sequences = new List<PostgresSequence>();
        foreach (var row in await connection.RowsAsync(SequenceRows, cancellationToken).ConfigureAwait(false))
        {
            var state = (await connection.RowsAsync($"select last_value::text, is_called::text from {row[1]}", cancellationToken).ConfigureAwait(false))[0];
            sequences.Add(new(Number(row[0]), long.Parse(state[0]!, CultureInfo.InvariantCulture), state[1] == "true"));
        }

        return sequences;
    }
}
