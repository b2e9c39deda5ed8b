using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The statements that put tables and sequences back to what the blueprint left, as one transaction.</summary>
internal sealed class RestoreScript
{
    private readonly List<(string Sql, int Deleted, int Inserted)> statements = [];

    /// <param name="schema">What the blueprint left.</param>
    /// <param name="tables">The tables to restore, by place.</param>
    /// <param name="seed">Which transaction wrote the reference data of a table that has only grown; else <see langword="null"/>.</param>
    /// <param name="sequences">The sequences to restart, by place.</param>
    /// <returns><see langword="null"/> when the tables cannot be restored in place.</returns>
    public static RestoreScript? Write(PostgresSchema schema, IReadOnlyList<int> tables, Func<int, string?> seed, IEnumerable<int> sequences)
    {
        // Keys that are enforced want those tables empty, too, that refer to these.
        var order = schema.CanSuspendKeys ? tables : schema.Order.ChildrenFirst(tables);
        if (order is null || order.Any(i => !schema.Tables[i].CanRestore))
            return null;
        var script = new RestoreScript();
        var trimmed = schema.CanSuspendKeys ? order.Where(i => schema.Tables[i].Seed is not null && seed(i) is not null).ToHashSet() : [];
        // Only rows that tests added are deleted: nothing but such rows can refer to them.
        var isPlain = order.All(i => !schema.Tables[i].HasTriggers && (trimmed.Contains(i) || schema.Tables[i].Seed is null));
        if (isPlain && schema.CanSuspendKeys && schema.Order.ChildrenFirst(tables) is { } all)
            order = [.. all.Where(tables.Contains)];
        // Not without need: it has the server plan again whatever it has prepared.
        else if (order.Count > 0 && schema.CanSuspendKeys)
            script.Add("select set_config('session_replication_role', 'replica', true)");
        foreach (var i in order)
            script.Add($"delete from {schema.Tables[i].Rows}" + (trimmed.Contains(i) ? $" where xmin <> '{seed(i)}'::xid" : ""), deleted: i);
        foreach (var i in order.Reverse().Where(i => !trimmed.Contains(i) && schema.Tables[i].Seed is not null))
            script.Add(schema.Tables[i].Seed!, inserted: i);
        if (sequences.Select(i => schema.Sequences[i]).ToList() is { Count: > 0 } moved)
        {
            script.Add("select " + string.Join(',', moved.Select(s => $"setval({s.Oid}::regclass,{s.LastValue},{(s.IsCalled ? "true" : "false")})")));
            script.Add("discard sequences");
        }

        return script;
    }

    /// <summary>What tells these statements from others.</summary>
    public string Key => string.Join(',', statements.Select(s => (s.Deleted, s.Inserted, s.Sql.Length)));

    /// <summary>Runs them in one round trip.</summary>
    /// <param name="connection">The held connection, the only one to the database.</param>
    /// <param name="prepared">Whether the server prepares them.</param>
    /// <param name="counters">The counters as read before, to which what is written now is added.</param>
    /// <param name="seededBy">Which transaction wrote each table's reference data, to which this one is added.</param>
    /// <param name="cancellationToken">Ends the running.</param>
    public async ValueTask RunAsync(NpgsqlConnection connection, bool prepared, WriteCounters counters, string?[] seededBy, CancellationToken cancellationToken)
    {
        if (statements.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, _, _) in statements)
            batch.BatchCommands.Add(new(sql));
        batch.BatchCommands.Add(new("select pg_current_xact_id_if_assigned()::xid::text"));
        if (prepared)
            await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        string? transaction = null;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            do
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    transaction = reader.IsDBNull(0) ? null : reader.GetValue(0) as string;
            }
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        }

        for (var i = 0; i < statements.Count; i++)
        {
            var affected = (long)batch.BatchCommands[i].RecordsAffected;
            if (statements[i].Deleted >= 0)
                counters.Changed[statements[i].Deleted] += affected;
            if (statements[i].Inserted >= 0)
                (counters.Inserted[statements[i].Inserted], seededBy[statements[i].Inserted]) = (counters.Inserted[statements[i].Inserted] + affected, transaction);
        }
    }

    private void Add(string sql, int deleted = -1, int inserted = -1) => statements.Add((sql, deleted, inserted));
}
