using Matrix.Harness.Development;
using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres.Development;

/// <summary>Somebody's database on a PostgreSQL server.</summary>
internal sealed class OwnDatabase : ServedDevelopmentDatabase
{
    // Extensions stay, and so does the schema public itself: it may have been granted to others.
    private const string Clear =
        """
        do $$ declare statement text; begin
          for statement in select format('drop schema if exists %I cascade', nspname) from pg_namespace
            where nspname not like 'pg\_%' and nspname not in ('information_schema', 'public')
            and not exists (select 1 from pg_depend d where d.objid = pg_namespace.oid and d.deptype = 'e') loop execute statement; end loop;
          for statement in select format('drop %s if exists public.%I cascade',
              case o.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence' else 'table' end, o.relname)
            from pg_class o where o.relnamespace = 'public'::regnamespace and o.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
            and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype in ('e', 'i')) order by o.relkind <> 'v' loop execute statement; end loop;
          for statement in select format('drop %s if exists %s cascade', case o.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, o.oid::regprocedure)
            from pg_proc o where o.pronamespace = 'public'::regnamespace
            and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e') loop execute statement; end loop;
          for statement in select format('drop %s if exists public.%I cascade', case o.typtype when 'd' then 'domain' else 'type' end, o.typname)
            from pg_type o where o.typnamespace = 'public'::regnamespace and o.typtype in ('d', 'e', 'r', 'c')
            and (o.typrelid = 0 or exists (select 1 from pg_class c where c.oid = o.typrelid and c.relkind = 'c'))
            and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e') loop execute statement; end loop;
        end $$
        """;

    private readonly NpgsqlConnection connection;

    private OwnDatabase(NpgsqlConnection connection, EngineIdentity engine, string description) : base(connection, engine, description) => this.connection = connection;

    protected override string RelationRows =>
        """
        select case when n.nspname = 'public' then o.relname::text else n.nspname || '.' || o.relname end,
            quote_ident(n.nspname) || '.' || quote_ident(o.relname), case when o.relkind in ('r', 'p') then 'table' else 'view' end
        from pg_class o join pg_namespace n on n.oid = o.relnamespace
        where o.relkind in ('r', 'p', 'v', 'm', 'f') and not o.relispartition and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e') order by 1
        """;

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

    public override async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Clear, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"create database \"{settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", maintenance);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
