using Matrix.Harness.MySql.Schema;

namespace Matrix.Harness.MySql.Leases;

/// <summary>The statements that put tables back to what the template holds.</summary>
internal static class RestoreScript
{
    private const string Begin = $"set foreign_key_checks = 0, sql_mode = '{SchemaReader.ScriptMode}'";
    // Not `default`: MySQL 9.7 leaves foreign_key_checks off at that.
    private const string End = "set foreign_key_checks = @@global.foreign_key_checks, sql_mode = default";

    /// <summary>What empties and refills tables, then names those whose numbering moved, and then tells the checksum of every table.</summary>
    /// <param name="schema">What the template holds.</param>
    /// <param name="tables">The tables to restore, by place.</param>
    /// <param name="grown">Those among them to which rows were added, and nothing else was done.</param>
    /// <param name="restartIdentity">Whether anybody wants to know whose numbering moved.</param>
    public static string Write(MySqlSchema schema, IReadOnlyList<int> tables, IReadOnlySet<int> grown, bool restartIdentity)
    {
        // A test may have left a transaction open that it had begun in SQL.
        List<string> statements = ["rollback", Begin, .. Refill(schema, tables, i => IsTrimmed(schema, i, grown)), .. restartIdentity ? Moved(schema, tables) : [], SessionEnd(schema)];
        if (schema.Tables.Count > 0)
            statements.Add(Check(schema));
        return Join(schema, statements);
    }

    /// <summary>The same for tables that are known to be all that was written: without asking what is known, and without proving it.</summary>
    public static string Quick(MySqlSchema schema, IReadOnlyList<int> tables, IReadOnlySet<int> grown, bool restartIdentity)
    {
        var trimmed = tables.Where(i => IsTrimmed(schema, i, grown)).ToHashSet();
        List<string> statements = [];
        if (tables.Count > 0)
            statements.AddRange([Begin, .. Refill(schema, tables, trimmed.Contains)]);
        if (restartIdentity)
            statements.AddRange([.. trimmed.Select(i => Renumber(schema.Tables[i])), .. Moved(schema, tables.Where(i => !trimmed.Contains(i)))]);
        statements.Add(SessionEnd(schema));
        return Join(schema, statements);
    }

    /// <summary>What builds everything in an empty database.</summary>
    public static string Build(string script) => string.Join(";\n", Begin, script, End);

    /// <summary>What has tables numbered from where they started.</summary>
    /// <remarks>On MySQL it changes the data dictionary, at ten times the cost of all the rest.</remarks>
    public static string Renumber(IEnumerable<MySqlTable> tables) => string.Join(";\n", tables.Select(Renumber));

    /// <summary>What names the tables whose numbering moved.</summary>
    public static string Moved(MySqlSchema schema) => string.Join(";\n", Moved(schema, Enumerable.Range(0, schema.Tables.Count)));

    /// <summary>What tells the checksum of every table, in order.</summary>
    public static string Check(MySqlSchema schema) => schema.Tables.Count == 0 ? "" : $"checksum table {string.Join(',', schema.Tables.Select(t => t.Name))}";

    // Rows that the server numbered come after the reference data.
    private static bool IsTrimmed(MySqlSchema schema, int table, IReadOnlySet<int> grown) => grown.Contains(table) && schema.Tables[table].Numbering is not null;

    private static List<string> Refill(MySqlSchema schema, IReadOnlyList<int> tables, Func<int, bool> isTrimmed)
    {
        List<string> writes =
        [
            .. tables.Select(i => $"delete from {schema.Tables[i].Name}" + (isTrimmed(i) ? $" where {schema.Tables[i].Numbering!.Column} >= {schema.Tables[i].Numbering!.Next}" : "")),
            .. tables.Where(i => !isTrimmed(i)).Select(i => schema.Tables[i].Seed).OfType<string>(),
        ];
        return writes.Count > 1 ? ["start transaction", .. writes, "commit"] : writes;
    }

    private static string Renumber(MySqlTable table) => $"alter table {table.Name} auto_increment = {table.Numbering!.Next}";

    // The driver sets the isolation level for the session when it begins a transaction, not for that alone.
    private static string SessionEnd(MySqlSchema schema) => $"{End}, session {(schema.IsMariaDb ? "tx_isolation" : "transaction_isolation")} = default, session last_insert_id = 0";

    // The server answers once for the block, not once for each statement in it; MySQL has no such thing.
    private static string Join(MySqlSchema schema, List<string> statements)
    {
        var script = string.Join(";\n", statements);
        return schema.IsMariaDb ? $"begin not atomic\n{script};\nend" : script;
    }

    private static IEnumerable<string> Moved(MySqlSchema schema, IEnumerable<int> tables)
    {
        var moved = tables.Where(i => schema.Tables[i].Numbering is not null)
            .Select(i => $"table_name = {Literal(schema.Tables[i])} and auto_increment <> {schema.Tables[i].Numbering!.Next}").ToList();
        if (moved.Count == 0)
            return [];
        var question = $"select table_name from information_schema.tables where table_schema = database() and ({string.Join(" or ", moved)})";
        // MySQL answers from yesterday's figures unless told not to.
        return schema.IsMariaDb ? [question] : ["set information_schema_stats_expiry = 0", question, "set information_schema_stats_expiry = default"];
    }

    private static string Literal(MySqlTable table) =>
        $"'{SchemaReader.Unquote(table.Name).Replace("'", "''", StringComparison.Ordinal)}'";
}
