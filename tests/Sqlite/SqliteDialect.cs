using Matrix.Harness;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect(EngineIdentity engine) : Dialect(engine)
{
    public override string Quote(string identifier) => $"\"{identifier}\"";

    public override string Upsert(string insert, string key, string change) => $"{insert} ON CONFLICT ({key}) DO UPDATE SET {change}";

    public override string Proposed(string column) => $"excluded.{column}";

    public override string InsertIgnoring(string insert) => $"INSERT OR IGNORE {insert}";

    public override string CastToInteger(string expression) => $"CAST({expression} AS INTEGER)";

    public override string CastToText(string expression) => $"CAST({expression} AS TEXT)";

    public override string Now => "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    public override string LastGeneratedKey => "last_insert_rowid()";

    public override string CreateTrigger(string change, string table, string statement) =>
        $"CREATE TRIGGER on_{table} AFTER {change} ON {table} BEGIN {statement}; END";

}
