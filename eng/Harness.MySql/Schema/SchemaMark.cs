using MySqlConnector;

namespace Matrix.Harness.MySql.Schema;

/// <summary>A mark that changes with anything in a database that has a definition.</summary>
internal static class SchemaMark
{
    // By the column that MariaDB looks up: by another it opens the tables of every database, and waits for whoever has one locked.
    private static readonly (string Table, string Schema, string Columns)[] Definitions =
    [
        ("tables", "table_schema", "table_name, table_type, engine, table_collation, create_options, table_comment"),
        ("columns", "table_schema", "table_name, column_name, ordinal_position, column_default, is_nullable, column_type, collation_name, extra, generation_expression, column_comment"),
        ("statistics", "table_schema", "table_name, index_name, non_unique, seq_in_index, column_name, sub_part, index_type"),
        ("key_column_usage", "table_schema", "table_name, constraint_name, column_name, referenced_table_name, referenced_column_name"),
        ("referential_constraints", "constraint_schema", "constraint_name, update_rule, delete_rule"),
        ("check_constraints", "constraint_schema", "constraint_name, check_clause"),
        ("views", "table_schema", "table_name, view_definition"),
        ("triggers", "event_object_schema", "trigger_name, event_object_table, action_timing, action_statement"),
        ("routines", "routine_schema", "routine_name, routine_type, routine_definition"),
        ("events", "event_schema", "event_name, event_definition"),
        ("schemata", "schema_name", "default_character_set_name, default_collation_name"),
    ];

    private static readonly string Sql = string.Join(" union all ", Definitions.Select(d =>
        $"select concat('{d.Table} ', count(*), ' ', coalesce(sum(crc32(concat_ws('|', {string.Join(", ", d.Columns.Split(", ").Select(Spelled))}))), 0)) "
        + $"from information_schema.{d.Table} where {d.Schema} = database()"));

    public static async Task<string> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        string.Join('\n', await connection.ColumnAsync(Sql, cancellationToken).ConfigureAwait(false));

    // NULL is not an empty text, and concat_ws would skip it; a view's definition names the database that it is in.
    private static string Spelled(string column) =>
        column == "view_definition" ? "replace(coalesce(view_definition, '-'), database(), '')" : $"coalesce({column}, '-')";
}
