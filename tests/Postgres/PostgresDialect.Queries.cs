namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect
{
    public override string JoinTexts(string column, string orderBy) => $"STRING_AGG({column}, ',' ORDER BY {orderBy})";
}
