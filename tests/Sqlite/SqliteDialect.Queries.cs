namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    public override string JoinTexts(string column, string orderBy) => $"GROUP_CONCAT({column}, ',' ORDER BY {orderBy})";
}
