namespace Matrix.Harness.Sqlite.Leases;

/// <summary>What to say to a test that ended the transaction in which its lease wraps it.</summary>
internal static class LostTransaction
{
    private const int LongestStatement = 200;

    public static string Describe(string database, string? endedBy)
    {
        var cause = endedBy is null ? "" : $" by {Short(endedBy)}";
        return $"The test ended the transaction of its lease{cause}, so what it wrote outside that transaction cannot be rolled back. "
            + $"SQLite database {database} was replaced. "
            + "Put [OwnDatabase] on the test or its class to let it end transactions, or leave that to the harness.";
    }

    private static string Short(string statement) =>
        statement.Length <= LongestStatement ? statement : string.Concat(statement.AsSpan(0, LongestStatement), "...");
}
