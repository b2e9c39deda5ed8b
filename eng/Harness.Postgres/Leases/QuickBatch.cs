using System.Globalization;
using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The prepared statements that restore certain tables, after they have asked how many rows were written in each.</summary>
internal sealed class QuickBatch : IAsyncDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly List<(int Table, int? Delete, int? Insert)> places = [];

    private QuickBatch(PostgresSchema schema, NpgsqlConnection connection, IReadOnlyList<int> tables, Func<int, bool> isTrimmed)
    {
        batch = new NpgsqlBatch(connection);
        // A backend publishes its counts between transactions, and no oftener than each second unless it is asked to.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_stat_force_next_flush()") { AppendErrorBarrier = true });
        // What follows is one transaction, at whose end foreign keys and triggers are on again.
        Add(CountsOf(schema) + (tables.Count > 0 ? ", set_config('session_replication_role', 'replica', true)" : ""));
        foreach (var i in tables)
            AddTable(i, schema.Tables[i], isTrimmed(i));
        foreach (var restart in RestoreScript.Restarts(schema, tables, all: false))
            Add(restart);
    }

    /// <summary>What the last run itself wrote in each table.</summary>
    public IEnumerable<(int Table, long Added, long Removed)> Written =>
        places.Select(p => (p.Table, RowsOf(p.Insert), RowsOf(p.Delete)));

    public static async ValueTask<QuickBatch> PrepareAsync(
        PostgresSchema schema, NpgsqlConnection connection, IReadOnlyList<int> tables, Func<int, bool> isTrimmed, CancellationToken cancellationToken)
    {
        var made = new QuickBatch(schema, connection, tables, isTrimmed);
        await made.batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <returns>For each table the rows that were ever inserted, then those that were updated or deleted.</returns>
    public async ValueTask<long[]> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        batch.Connection = connection;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        long[]? counts = null;
        do
        {
            if (counts is null && reader.FieldCount > 0 && reader.GetName(0) == "counts" && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                counts = reader.GetFieldValue<long[]>(0);
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return counts!;
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    private static string CountsOf(PostgresSchema schema)
    {
        var oids = string.Join(',', schema.Tables.Select(t => t.Oid.ToString(CultureInfo.InvariantCulture)));
        return "select array(select unnest(array[pg_stat_get_tuples_inserted(o), pg_stat_get_tuples_updated(o) + pg_stat_get_tuples_deleted(o)]) "
            + $"from unnest('{{{oids}}}'::oid[]) with ordinality as t(o, place) order by place) as counts";
    }

    private void AddTable(int place, PostgresTable table, bool isTrimmed)
    {
        var delete = Add(isTrimmed ? $"delete from {table.Name} where xmin <> '{table.SeededBy}'::xid" : $"delete from {table.Name}");
        places.Add((place, delete, isTrimmed || table.Seed is null ? null : Add(table.Seed)));
    }

    private int Add(string sql)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        return batch.BatchCommands.Count - 1;
    }

    private long RowsOf(int? command) => command is { } at ? (long)batch.BatchCommands[at].Rows : 0;
}
