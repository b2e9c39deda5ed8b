namespace Matrix.Tests.MySql;

public sealed partial class MySqlDialect
{
    public override string JsonText(string column, string key) => $"JSON_UNQUOTE(JSON_EXTRACT({column}, '$.{key}'))";
}
