using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>What the server itself has counted of all that was ever written to a database, by whichever session and in whichever way.</summary>
/// <remarks>
/// Rows count that a trigger, a cascade or a rolled-back transaction wrote. The counts of a session that ended have arrived when it is
/// gone, those of the session that asks are added. https://www.postgresql.org/docs/current/monitoring-stats.html
/// </remarks>
/// <param name="Inserted">The rows inserted into each table.</param>
/// <param name="Changed">The rows updated or deleted in each table.</param>
/// <param name="SequenceReads">How often each sequence was read, moving it included.</param>
internal sealed record WriteCounters(long[] Inserted, long[] Changed, long[] SequenceReads)
{
    /// <summary>The rows written to the catalogs.</summary>
    public required long Catalogs { get; init; }

    /// <summary>What is not in the database but of it: settings, comment, privileges, and when the counting began.</summary>
    public required string Database { get; init; }

    /// <summary>How many sessions have been opened.</summary>
    public required long Sessions { get; init; }

    /// <summary>How many processes of the server work in it now.</summary>
    public required int Backends { get; init; }

    /// <summary>How many transactions are prepared for a second phase.</summary>
    public required long PreparedTransactions { get; init; }

    /// <summary>How many columns the answer has.</summary>
    public const int Columns = 8;

    private const string InsertedRows = "pg_stat_get_tuples_inserted(o) + pg_stat_get_xact_tuples_inserted(o)";
    private const string ChangedRows =
        "pg_stat_get_tuples_updated(o) + pg_stat_get_xact_tuples_updated(o) + pg_stat_get_tuples_deleted(o) + pg_stat_get_xact_tuples_deleted(o)";
    private const string Reads = "pg_stat_get_blocks_fetched(o) + pg_stat_get_xact_blocks_fetched(o)";

    /// <summary>The query for a schema.</summary>
    public static string Sql(PostgresSchema schema)
    {
        var tables = Array(schema.Tables.Select(t => t.Oid));
        return $"""
            select array(select {InsertedRows} from unnest({tables}) with ordinality u(o, i) order by i),
                array(select {ChangedRows} from unnest({tables}) with ordinality u(o, i) order by i),
                array(select {Reads} from unnest({Array(schema.Sequences.Select(s => s.Oid))}) with ordinality u(o, i) order by i),
                (select sum({InsertedRows} + {ChangedRows})::bigint from unnest({Array(schema.Catalogs)}) o),
                concat_ws(' ', d.xmin, (select s.xmin from pg_shdescription s where s.objoid = d.oid and s.classoid = 'pg_database'::regclass),
                    (select string_agg(s.xmin::text, ',') from pg_db_role_setting s where s.setdatabase = d.oid), pg_stat_get_db_stat_reset_time(d.oid)),
                pg_stat_get_db_sessions(d.oid), pg_stat_get_db_numbackends(d.oid), (select count(*) from pg_prepared_xacts p where p.database = d.datname)
            from pg_database d where d.datname = current_database()
            """;
    }

    /// <summary>Asks for them.</summary>
    public static async Task<WriteCounters> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes them from an answer.</summary>
    public static async Task<WriteCounters> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new((long[])reader[0], (long[])reader[1], (long[])reader[2])
        {
            Catalogs = reader.GetInt64(3),
            Database = reader.GetString(4),
            Sessions = reader.GetInt64(5),
            Backends = reader.GetInt32(6),
            PreparedTransactions = reader.GetInt64(7),
        };
    }

    private static string Array(IEnumerable<uint> oids) => $"'{{{string.Join(',', oids)}}}'::oid[]";
}
