using Matrix.Harness;
using Matrix.Tests.Glue;

namespace Matrix.Tests.MySql;

/// <summary>MySQL's spelling, and MariaDB's where it parts from it.</summary>
public sealed partial class MySqlDialect(EngineIdentity engine) : Dialect(engine)
{
    private bool IsMariaDb => Engine.Name == "mariadb";

    public override string Quote(string identifier) => $"`{identifier}`";

    public override string Upsert(string insert, string key, string change) =>
        IsMariaDb ? $"{insert} ON DUPLICATE KEY UPDATE {change}" : $"{insert} AS proposed ON DUPLICATE KEY UPDATE {change}";

    public override string Proposed(string column) => IsMariaDb ? $"VALUE({column})" : $"proposed.{column}";

    public override string InsertIgnoring(string insert) => $"INSERT IGNORE {insert}";

    public override string CastToInteger(string expression) => $"CAST({expression} AS SIGNED)";

    public override string CastToText(string expression) => $"CAST({expression} AS CHAR)";

    public override string Now => "CURRENT_TIMESTAMP(6)";

    public override string LastGeneratedKey => "LAST_INSERT_ID()";

    public override string CreateTrigger(string change, string table, string statement) =>
        $"CREATE TRIGGER on_{table} AFTER {change} ON {table} FOR EACH ROW {statement}";

}
