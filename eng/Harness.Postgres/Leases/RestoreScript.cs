using Matrix.Harness.Postgres.Schema;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>The statements that put tables and sequences back to what the blueprint left, and then read the marks of all tables.</summary>
/// <param name="Sql">The statements.</param>
/// <param name="Tables">The tables that they restore: those that were asked for, and those that these drag along.</param>
internal sealed record RestoreScript(string Sql, IReadOnlyList<int> Tables)
{
    /// <param name="schema">What the blueprint left.</param>
    /// <param name="tables">The tables to restore, by place.</param>
    /// <param name="allSequences">Whether every sequence may have moved, not only those of the tables.</param>
    /// <param name="withSchema">Whether the schema may have changed, so that its mark is to be read too.</param>
    /// <returns><see langword="null"/> when the tables cannot be restored in place.</returns>
    public static RestoreScript? Write(PostgresSchema schema, IReadOnlyList<int> tables, bool allSequences, bool withSchema)
    {
        var order = tables;
        if (!schema.CanSuspendKeys)
        {
            if (schema.HasTriggers || schema.Order.ChildrenFirst(tables) is not { } children)
                return null;
            order = children;
        }

        var statements = new List<string>();
        if (schema.CanSuspendKeys && order.Count > 0)
            statements.Add("set session_replication_role = replica");
        statements.AddRange(order.Select(i => $"delete from {schema.Tables[i].Rows}"));
        statements.AddRange(order.Reverse().Select(i => schema.Tables[i].Seed).OfType<string>());
        if (schema.CanSuspendKeys && order.Count > 0)
            statements.Add("reset session_replication_role");
        statements.AddRange(Restarts(schema, order, allSequences));
        if (schema.Tables.Count > 0)
            statements.Add(schema.TablesCheck);
        if (withSchema)
            statements.Add(ContentCheck.SchemaSql);
        return new(string.Join(';', statements), order);
    }

    /// <summary>What restores tables, and the sequences that feed them, statement by statement, as one transaction. Ends with the marks of all where more may have been written.</summary>
    /// <param name="schema">What the blueprint left.</param>
    /// <param name="tables">The tables, by place.</param>
    /// <param name="trimmed">Those among them in which the reference data still is as it was.</param>
    /// <returns><see langword="null"/> when that takes what this account may not do.</returns>
    public static IReadOnlyList<string>? Quick(PostgresSchema schema, IReadOnlyList<int> tables, IReadOnlySet<int> trimmed)
    {
        // Rows of the reference data may be referred to from anywhere, those that a test added only from tables that it wrote in.
        var order = schema.HasTriggers || tables.Any(i => !trimmed.Contains(i) && schema.Tables[i].Seed is not null) ? null : schema.Order.ChildrenFirst(tables);
        if (order is null && !schema.CanSuspendKeys)
            return null;
        var restarts = Restarts(schema, tables, all: false).ToList();
        List<string> statements = [];
        // To the end of the transaction. Not without need: it has the server plan anew whatever it has prepared.
        if (order is null)
            statements.Add("select set_config('session_replication_role', 'replica', true)");
        foreach (var table in order?.Where(tables.Contains) ?? tables)
            statements.Add($"delete from {schema.Tables[table].Rows}" + (trimmed.Contains(table) ? $" where xmin <> '{schema.Tables[table].SeededBy}'::xid" : ""));
        statements.AddRange(tables.Where(i => !trimmed.Contains(i)).Select(i => schema.Tables[i].Seed).OfType<string>());
        statements.AddRange(restarts);
        if (schema.Graph.HidesWrites && schema.Tables.Count > 0)
            statements.Add(schema.TablesCheck);
        return statements;
    }

    /// <summary>What puts sequences back to where they stood, and has the session forget them; nothing when there are none to put back.</summary>
    public static IEnumerable<string> Restarts(PostgresSchema schema, IReadOnlyList<int> tables, bool all)
    {
        var moved = schema.Sequences.Where(s => all || s.MovesWith(tables)).Select(s => s.Restart).ToList();
        // In one column each, so that no result looks like a mark.
        return moved.Count == 0 ? [] : [$"select array[{string.Join(',', moved)}]", "discard sequences"];
    }
}
