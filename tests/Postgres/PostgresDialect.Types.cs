namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect
{
    public override string JsonType => "jsonb";

    public override string JsonText(string column, string key) => $"{column} ->> '{key}'";

    public override string Bytes(string hex) => $@"'\x{hex}'::bytea";
}
