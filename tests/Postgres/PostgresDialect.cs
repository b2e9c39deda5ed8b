using Matrix.Harness;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect(EngineIdentity engine) : Dialect(engine)
{
    public override string Quote(string identifier) => $"\"{identifier}\"";

    public override string Upsert(string insert, string key, string change) => $"{insert} ON CONFLICT ({key}) DO UPDATE SET {change}";

    public override string Proposed(string column) => $"excluded.{column}";

    public override string InsertIgnoring(string insert) => $"INSERT {insert} ON CONFLICT DO NOTHING";
}
