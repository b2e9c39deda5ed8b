using System.Data.Common;
using Matrix.Harness.Audits;

namespace Matrix.Harness.Postgres.Audits;

/// <summary>Reads everything in a PostgreSQL database through its catalogs' own spelling of definitions.</summary>
internal sealed class PostgresAuditor : DatabaseAuditor
{
    private const string Own = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

    protected override IReadOnlyList<(string Subject, string Sql)> SessionQueries { get; } =
    [
        ("setting", "select name, setting from pg_settings where source = 'session' and name not in ('application_name')"),
        ("advisory lock", "select coalesce(classid, 0)::text || '/' || coalesce(objid, 0) || '/' || coalesce(objsubid, 0), mode from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"),
        ("prepared statement", "select name, statement from pg_prepared_statements where name !~ '^_(p|auto)'"),
        ("listening", "select channel from pg_listening_channels() channel"),
        ("cursor", "select name, statement from pg_cursors where name <> ''"),
        ("temporary object", "select relname::text, relkind::text from pg_class where relpersistence = 't'"),
        ("prepared transaction", "select gid, owner from pg_prepared_xacts where database = current_database()"),
        ("user", "select 'of the session', session_user || ' ' || current_user"),
        ("session", "select count(*)::text, 'open' from pg_stat_activity where datname = current_database() and backend_type = 'client backend'"),
    ];

    protected override IReadOnlyList<(string Subject, string Sql)> DefinitionQueries { get; } =
    [
        ("database setting", "select unnest(setconfig), setrole::text from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())"),
        ("database", "select 'of the test', concat_ws(' ', datacl::text, datconnlimit) from pg_database where datname = current_database()"),
        ("schema", $"select nspname, coalesce(nspacl::text, '-') || pg_get_userbyid(nspowner) || coalesce(obj_description(oid), '-') from pg_namespace n where {Own}"),
        ("relation", $"select n.nspname || '.' || c.relname, concat_ws(' ', c.relkind, pg_get_userbyid(c.relowner), coalesce(c.relacl::text, '-'), c.relpersistence, c.reloptions::text, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition, obj_description(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace where {Own}"),
        ("column", $"select n.nspname || '.' || c.relname || '.' || a.attname, concat_ws(' ', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation, a.attacl::text, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum), a.attstattarget) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where a.attnum > 0 and {Own}"),
        ("constraint", $"select n.nspname || '.' || coalesce(k.conrelid::regclass::text, '') || '.' || k.conname, concat_ws(' ', pg_get_constraintdef(k.oid), k.convalidated) from pg_constraint k join pg_namespace n on n.oid = k.connamespace where {Own}"),
        ("index", $"select n.nspname || '.' || c.relname, pg_get_indexdef(c.oid) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where {Own}"),
        ("trigger", "select tgrelid::regclass || '.' || tgname, concat_ws(' ', pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal"),
        ("rule", $"select ev_class::regclass || '.' || r.rulename, concat_ws(' ', pg_get_ruledef(r.oid), ev_enabled) from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace where {Own}"),
        ("routine", $"select p.oid::regprocedure::text, concat_ws(' ', pg_get_userbyid(proowner), proacl::text, case when prokind <> 'a' then pg_get_functiondef(p.oid) end, obj_description(p.oid)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {Own}"),
        ("type", $"select n.nspname || '.' || t.typname, concat_ws(' ', t.typtype, t.typnotnull, t.typdefault, (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid)) from pg_type t join pg_namespace n on n.oid = t.typnamespace where {Own}"),
        ("policy", "select polrelid::regclass || '.' || polname, concat_ws(' ', polcmd, polpermissive, polroles::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy"),
        ("extension", "select extname, extversion from pg_extension"),
        ("event trigger", "select evtname, concat_ws(' ', evtevent, evtenabled, evtfoid::regproc) from pg_event_trigger"),
        ("default privilege", "select concat_ws('/', defaclrole::regrole, defaclobjtype, defaclnamespace), defaclacl::text from pg_default_acl"),
        ("statistics object", "select stxname, pg_get_statisticsobjdef(oid) from pg_statistic_ext"),
        ("publication", "select pubname, puballtables::text from pg_publication"),
        ("large object", "select oid::text, coalesce(lomacl::text, '-') || (select md5(coalesce(string_agg(md5(data), '' order by pageno), '')) from pg_largeobject l where l.loid = m.oid) from pg_largeobject_metadata m"),
        // Where an unused sequence stands, its definition tells.
        ("sequence", $"select n.nspname || '.' || c.relname, concat_ws(' ', s.seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle, pg_sequence_last_value(c.oid)) from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where {Own}"),
    ];

    protected override string TableQuery =>
        $"select n.nspname || '.' || c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm') and {Own}";

    protected override ValueTask<string> ContentQueryAsync(DbConnection connection, string table, CancellationToken cancellationToken) => new($"select row(t.*)::text from only {table} t");
}
