namespace Matrix.Harness.Sqlite.Leases;

/// <summary>What to say to a test that ended the transaction in which its lease wraps it.</summary>
internal static class LostTransaction
{
    private const int LongestStatement = 200;

    /// <param name="database">The database's name.</param>
    /// <param name="endedBy">The statement that ended it; <see langword="null"/> when only the savepoint in it is gone.</param>
    public static string Describe(string database, string? endedBy)
    {
        var act = endedBy is null
            ? "released the savepoint of its lease, so the rollback can no longer be checked"
            : $"ended the transaction of its lease by {Short(endedBy)}, so what it wrote cannot be rolled back";
        return $"The test {act}. SQLite database {database} was replaced. "
            + "Put [OwnDatabase] on the test or its class to let it end transactions, or leave that to the harness.";
    }

    private static string Short(string statement) =>
        statement.Length <= LongestStatement ? statement.TrimEnd(';') : string.Concat(statement.AsSpan(0, LongestStatement), "...");
}
