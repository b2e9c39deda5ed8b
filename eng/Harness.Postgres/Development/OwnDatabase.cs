using Matrix.Harness.Development;
using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres.Development;

/// <summary>Somebody's database on a PostgreSQL server.</summary>
internal sealed class OwnDatabase : ServedDevelopmentDatabase
{
    // Extensions stay, with what they brought, and so does the schema public itself: it may have been granted to others.
    private const string OfSomebody =
        """
        n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype in ('e', 'i'))
        """;

    private OwnDatabase(NpgsqlConnection connection, EngineIdentity engine, string description) : base(connection, engine, description) { }

    protected override string ObjectRows =>
        $"""
        select kind, case when nspname = 'public' then name else nspname || '.' || name end, quote_ident(nspname) || '.' || spelled from (
          select case o.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence' else 'table' end as kind,
            n.nspname::text, o.relname::text as name, quote_ident(o.relname) as spelled
          from pg_class o join pg_namespace n on n.oid = o.relnamespace where o.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and not o.relispartition and {OfSomebody}
          and not exists (select 1 from pg_depend d where d.objid = o.oid and d.classid = 'pg_class'::regclass and d.deptype = 'a' and d.refobjsubid > 0)
          union all select case o.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, n.nspname::text,
            o.proname || '(' || pg_get_function_identity_arguments(o.oid) || ')', quote_ident(o.proname) || '(' || pg_get_function_identity_arguments(o.oid) || ')'
          from pg_proc o join pg_namespace n on n.oid = o.pronamespace where {OfSomebody}
          union all select case o.typtype when 'd' then 'domain' else 'type' end, n.nspname::text, o.typname::text, quote_ident(o.typname)
          from pg_type o join pg_namespace n on n.oid = o.typnamespace left join pg_class c on c.oid = o.typrelid
          where (o.typtype in ('d', 'e', 'r') or o.typtype = 'c' and c.relkind = 'c') and {OfSomebody}
        ) objects
        union all select 'schema', o.nspname::text, quote_ident(o.nspname) from pg_namespace o join pg_namespace n on n.oid = o.oid where o.nspname <> 'public' and {OfSomebody}
        order by 2
        """;

    // Together they are one transaction.
    protected override string DropSql(IEnumerable<(string Kind, string Spelled)> objects) => string.Join(";\n", objects.Select(o => $"drop {o.Kind} if exists {o.Spelled} cascade"));

    public static async Task<OwnDatabase> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ServerAddress.Parse(address, "postgres", "The address")) { Pooling = false };
        var server = ServerAddress.Describe(settings.ConnectionString);
        if (string.IsNullOrEmpty(settings.Database))
            throw new MatrixException($"The address names no database on {server}. Add one, as in postgres://me@localhost:5432/shop_dev.");
        var (connection, description) = (new NpgsqlConnection(settings.ConnectionString), $"database {settings.Database} on {server}");
        try
        {
            await OpenAsync(connection, description, e => e.SqlState == PostgresErrorCodes.InvalidCatalogName, token => CreateAsync(settings, token), cancellationToken).ConfigureAwait(false);
            return new(connection, await PostgresDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false), description);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CreateAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"create database \"{settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", maintenance);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
