using System.Data.Common;
using Matrix.Harness.Audits;

namespace Matrix.Harness.Sqlite.Audits;

/// <summary>Reads everything in a SQLite database.</summary>
internal sealed class SqliteAuditor : DatabaseAuditor
{
    private static readonly string[] Pragmas =
    [
        "application_id", "auto_vacuum", "automatic_index", "busy_timeout", "cache_size", "case_sensitive_like", "defer_foreign_keys", "encoding", "foreign_keys", "ignore_check_constraints", "journal_mode",
        "page_size", "query_only", "read_uncommitted", "recursive_triggers", "reverse_unordered_selects", "secure_delete", "synchronous", "trusted_schema", "user_version",
    ];

    protected override IReadOnlyList<(string Subject, string Sql)> SessionQueries { get; } =
    [
        .. Pragmas.Where(p => p != "case_sensitive_like").Select(p => ("pragma", $"SELECT '{p}', * FROM pragma_{p}")),
        ("LIKE", "SELECT 'by case', 'a' LIKE 'A'"),
        ("attached", "SELECT name, seq FROM pragma_database_list WHERE name <> 'temp'"),
        ("temporary object", "SELECT name, sql FROM sqlite_temp_schema"),
        ("function", "SELECT name || '/' || narg, type FROM pragma_function_list WHERE builtin = 0"),
        ("last row", "SELECT 'id', last_insert_rowid()"),
    ];

    protected override IReadOnlyList<(string Subject, string Sql)> DefinitionQueries { get; } = [("definition", "SELECT type || ' ' || name, coalesce(tbl_name, '') || coalesce(sql, '') FROM sqlite_schema")];

    protected override string TableQuery => "SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_schema WHERE type = 'table'";

    protected override async ValueTask<string> ContentQueryAsync(DbConnection connection, string table, CancellationToken cancellationToken)
    {
        var columns = await RowsAsync(connection, $"SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_xinfo('{table[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')", cancellationToken).ConfigureAwait(false);
        return $"SELECT {string.Join(", ", columns.Select(c => $"quote({c[0]})"))} FROM {table}";
    }
}
