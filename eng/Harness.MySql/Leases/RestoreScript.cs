using Matrix.Harness.MySql.Schema;

namespace Matrix.Harness.MySql.Leases;

/// <summary>The statements that put tables back to what the template holds.</summary>
internal static class RestoreScript
{
    private const string Begin = $"set foreign_key_checks = 0, unique_checks = 0, sql_mode = '{SchemaReader.ScriptMode}'";
    // Not `default`: MySQL 9.7 leaves foreign_key_checks off at that.
    private const string End = "set foreign_key_checks = @@global.foreign_key_checks, unique_checks = @@global.unique_checks, sql_mode = default";

    /// <summary>What deletes the rows that the server numbered after the reference data, and then tells the checksum of every table concerned.</summary>
    public static string Trim(MySqlSchema schema, IReadOnlyList<int> tables) => Join(schema,
        [Begin, .. Writes(tables.Select(i => schema.Tables[i]).Where(t => t.Numbering is not null).Select(t => $"delete from {t.Name} where {t.Numbering!.Column} >= {t.Numbering.Next}")), End, Check(schema, tables)]);

    /// <summary>What empties and refills tables, and then tells their checksums.</summary>
    public static string Refill(MySqlSchema schema, IReadOnlyList<int> tables) => Join(schema,
        [Begin, .. Writes([.. tables.Select(i => $"delete from {schema.Tables[i].Name}"), .. tables.Select(i => schema.Tables[i].Seed).OfType<string>()]), End, Check(schema, tables)]);

    /// <summary>What builds everything in an empty database.</summary>
    public static string Build(string script) => string.Join(";\n", Begin, script, End);

    /// <summary>What has tables numbered from where they started.</summary>
    /// <remarks>On MySQL it changes the data dictionary, at ten times the cost of all the rest.</remarks>
    public static string Renumber(IEnumerable<MySqlTable> tables) => string.Join(";\n", tables.Select(t => $"alter table {t.Name} auto_increment = {t.Numbering!.Next}"));

    /// <summary>What names the tables whose numbering moved; empty when there are none to ask about.</summary>
    public static string Moved(MySqlSchema schema, IEnumerable<int> tables)
    {
        var moved = tables.Where(i => schema.Tables[i].Numbering is not null)
            .Select(i => $"table_name = {Literal(schema.Tables[i])} and auto_increment <> {schema.Tables[i].Numbering!.Next}").ToList();
        if (moved.Count == 0)
            return "";
        var question = $"select table_name from information_schema.tables where table_schema = database() and ({string.Join(" or ", moved)})";
        // MySQL answers from yesterday's figures unless told not to.
        return schema.IsMariaDb ? question : $"set information_schema_stats_expiry = 0; {question}; set information_schema_stats_expiry = default";
    }

    /// <summary>What tells the checksums of tables, in order.</summary>
    public static string Check(MySqlSchema schema, IReadOnlyList<int> tables) => $"checksum table {string.Join(',', tables.Select(i => schema.Tables[i].Name))}";

    private static List<string> Writes(IEnumerable<string> statements)
    {
        List<string> writes = [.. statements];
        return writes.Count > 1 ? ["start transaction", .. writes, "commit"] : writes;
    }

    // MariaDB answers once for the block, not once for each statement in it; MySQL has no such thing.
    private static string Join(MySqlSchema schema, IEnumerable<string> statements)
    {
        var script = string.Join(";\n", statements);
        return schema.IsMariaDb ? $"begin not atomic\n{script};\nend" : script;
    }

    private static string Literal(MySqlTable table) => $"'{SchemaReader.Unquote(table.Name).Replace("'", "''", StringComparison.Ordinal)}'";
}
