namespace Matrix.Tests.MySql;

public sealed partial class MySqlDialect
{
    public override string JoinTexts(string column, string orderBy) => $"GROUP_CONCAT({column} ORDER BY {orderBy} SEPARATOR ',')";
}
