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
}
