namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    public override string JsonType => "text";

    public override string JsonText(string column, string key) => $"{column} ->> '$.{key}'";
}
