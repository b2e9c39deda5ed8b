using Matrix.Harness;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect(EngineIdentity engine) : Dialect(engine)
{
    public override string Quote(string identifier) => $"\"{identifier}\"";

    public override string Upsert(string insert, string key, string change) => $"{insert} ON CONFLICT ({key}) DO UPDATE SET {change}";

    public override string Proposed(string column) => $"excluded.{column}";

    public override string InsertIgnoring(string insert) => $"INSERT {insert} ON CONFLICT DO NOTHING";

    public override string CastToInteger(string expression) => $"CAST({expression} AS integer)";

    public override string CastToText(string expression) => $"CAST({expression} AS text)";

    public override string Now => "CURRENT_TIMESTAMP";

    public override string LastGeneratedKey => "lastval()";

    public override string CreateTrigger(string change, string table, string statement) => $"""
        CREATE FUNCTION on_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {statement}; RETURN NULL; END $$;
        CREATE TRIGGER on_{table} AFTER {change} ON {table} FOR EACH ROW EXECUTE FUNCTION on_{table}()
        """;

}
