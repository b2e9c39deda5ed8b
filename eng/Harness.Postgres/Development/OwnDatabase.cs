using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Development;
using Matrix.Harness.Postgres.Schema;
using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres.Development;

/// <summary>Somebody's database on a PostgreSQL server.</summary>
internal sealed class OwnDatabase : DevelopmentDatabase
{
    private const string RelationRows =
        """
        select case when n.nspname = 'public' then quote_ident(o.relname) else quote_ident(n.nspname) || '.' || quote_ident(o.relname) end, o.relkind::text
        from pg_class o join pg_namespace n on n.oid = o.relnamespace
        where o.relkind in ('r', 'p', 'v', 'm', 'f') and not o.relispartition and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e') order by 1
        """;

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

    private OwnDatabase(NpgsqlConnection connection, EngineIdentity engine, string description)
    {
        this.connection = connection;
        Engine = engine;
        Description = description;
    }

    public override EngineIdentity Engine { get; }

    public override string Description { get; }

    public override DbConnection Connection => connection;

    public static async Task<OwnDatabase> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ServerAddress.Parse(address, "postgres", "The address")) { Pooling = false };
        if (string.IsNullOrEmpty(settings.Database))
            throw new MatrixException($"The address names no database on {ServerAddress.Describe(settings.ConnectionString)}. Add one, as in postgres://me@localhost:5432/shop_dev.");
        try
        {
            var connection = await ConnectAsync(settings, cancellationToken).ConfigureAwait(false);
            return new(connection, await PostgresDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false),
                $"database {settings.Database} on {ServerAddress.Describe(settings.ConnectionString)}");
        }
        catch (NpgsqlException e)
        {
            throw new ServerUnavailableException($"The database {settings.Database} on {ServerAddress.Describe(settings.ConnectionString)} cannot be opened: {e.Message} Start that server, or mend the address.", e);
        }
    }

    public override async Task<IReadOnlyList<Relation>> ReadAsync(CancellationToken cancellationToken)
    {
        var relations = new List<Relation>();
        foreach (var row in await SchemaReader.RowsAsync(connection, RelationRows, cancellationToken).ConfigureAwait(false))
            relations.Add(new(row[0]!, row[1] is "r" or "p" ? await RowsOfAsync(row[0]!, cancellationToken).ConfigureAwait(false) : null));
        return relations;
    }

    public override async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Clear, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<long> RowsOfAsync(string table, CancellationToken cancellationToken) =>
        long.Parse((await SchemaReader.RowsAsync(connection, $"select count(*)::text from {table}", cancellationToken).ConfigureAwait(false))[0][0]!, CultureInfo.InvariantCulture);

    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(settings, cancellationToken).ConfigureAwait(false);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    private static async Task CreateAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"create database \"{settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", maintenance);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
