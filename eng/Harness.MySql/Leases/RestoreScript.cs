using Matrix.Harness.MySql.Schema;

namespace Matrix.Harness.MySql.Leases;

/// <summary>The statements that put tables back to what the template holds, and then tell the checksum of every table.</summary>
internal static class RestoreScript
{
    // As they stand in the template: a 0 in a numbered column is a 0, and no mode refuses what was accepted once.
    private const string Begin = "set foreign_key_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'";
    // Not `default`: MySQL 9.7 leaves foreign_key_checks off at that.
    private const string End = "set foreign_key_checks = @@global.foreign_key_checks, sql_mode = default";

    public static string Write(MySqlSchema schema, IReadOnlyList<int> tables)
    {
        // A test may have left a transaction open that it had begun in SQL.
        if (tables.Count == 0)
            return schema.Tables.Count == 0 ? "rollback" : $"rollback;\n{Check(schema)}";
        var statements = new List<string> { "rollback", Begin, "start transaction" };
        statements.AddRange(tables.Select(i => $"delete from {schema.Tables[i].Name}"));
        statements.AddRange(tables.Select(i => schema.Tables[i].Seed).OfType<string>());
        statements.Add("commit");
        // Each commits by itself, so after the rows.
        statements.AddRange(tables.Where(i => schema.Tables[i].NextNumber is not null).Select(i => $"alter table {schema.Tables[i].Name} auto_increment = {schema.Tables[i].NextNumber}"));
        statements.Add(End);
        statements.Add(Check(schema));
        return string.Join(";\n", statements);
    }

    /// <summary>What builds everything in an empty database.</summary>
    public static string Build(string script) => string.Join(";\n", Begin, script, End);

    /// <summary>What tells the checksum of every table, in order.</summary>
    public static string Check(MySqlSchema schema) => schema.Tables.Count == 0 ? "" : $"checksum table {string.Join(',', schema.Tables.Select(t => t.Name))}";
}
