namespace Matrix.Harness.Leases;

/// <summary>What to say to a test that did what a rollback does not undo.</summary>
public static class LeaseFaults
{
    private const int LongestStatement = 200;

    /// <summary>The transaction of the lease is gone.</summary>
    /// <param name="place">The database, with its engine's name.</param>
    /// <param name="endedBy">The statement or call that ended it; <see langword="null"/> where that is not known.</param>
    public static string LostTransaction(string place, string? endedBy) =>
        (endedBy is null
            ? "The transaction of the lease is gone, by nothing that the test was seen to send; servers end one by themselves, as MySQL does with a deadlock's victim. "
              + "What was written after that cannot be rolled back: let the test end with the error that told of it. "
            : $"The test ended the transaction of its lease by {Short(endedBy)}, so what it wrote outside that transaction cannot be rolled back. ")
        + $"{place} will be reset. Put [OwnDatabase] on the test or its class to let it end transactions, or leave that to the harness.";

    /// <summary>A second connection wrote, or was about to be opened on the lease's own data source.</summary>
    /// <param name="place">The database, with its engine's name.</param>
    /// <param name="statement">What it sent; <see langword="null"/> when it was refused before it could.</param>
    public static string SecondConnection(string place, string? statement) =>
        (statement is null
            ? "The test opened a second connection in a lease that is rolled back; it could neither see nor share that transaction. "
            : $"A second connection wrote in a lease that is rolled back, where the rollback does not reach: {Short(statement)}. ")
        + $"{place} will be reset. Put [OwnDatabase] on the test or its class to give it a database in which it may open several.";

    /// <summary>Something of a lease was used after the lease had ended.</summary>
    /// <param name="test">The test that had the lease.</param>
    public static string UsedAfterEnd(string test) =>
        $"{test} has ended, and something that it kept or still runs used its database, which may be another test's by now. "
        + "Await what the test starts, and keep no connection, command, transaction or context beyond its end.";

    /// <summary>A statement was still running when its test ended.</summary>
    /// <param name="place">The database, with its engine's name.</param>
    /// <param name="statement">The last statement that was seen; <see langword="null"/> when there was none.</param>
    public static string StillRunning(string place, string? statement) =>
        $"The test has ended while a statement that it sent is still running{(statement is null ? "" : $"; the last one seen is: {Short(statement)}")}. "
        + $"{place} is dropped. Await everything that the test starts.";

    /// <summary>The test changed the server, which other tests share.</summary>
    /// <param name="place">The database, with its engine's name.</param>
    /// <param name="statement">The statement.</param>
    public static string ServerChanged(string place, string statement) =>
        $"The test changed the server itself, which other tests share: {Short(statement)}. Resetting {place} does not undo that. "
        + "Put [OwnServer] on the test or its class to give it a server of its own, or leave the statement out.";

    private static string Short(string statement) =>
        statement.Length <= LongestStatement ? statement : string.Concat(statement.AsSpan(0, LongestStatement), "...");
}
