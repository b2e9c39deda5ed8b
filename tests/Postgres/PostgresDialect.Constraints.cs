namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect
{
    public override string CheckForeignKeys(bool isOn) => $"SET session_replication_role = {(isOn ? "origin" : "replica")}";

    public override string DictionaryOrder => "\"en-x-icu\"";

    public override string ExactOrder => "C";
}
