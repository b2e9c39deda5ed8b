using System.Collections.Concurrent;

namespace Matrix.Harness.Leases;

/// <summary>The statements that a lease's connections sent, in order. Safe for use by several threads.</summary>
/// <remarks>Keeps the first <see cref="Capacity"/> statements of a lease, each cut at <see cref="LongestStatement"/> characters.</remarks>
public sealed class StatementLog
{
    /// <summary>How many statements are kept.</summary>
    public const int Capacity = 200;

    /// <summary>How many characters of a statement are kept.</summary>
    public const int LongestStatement = 4000;

    private readonly ConcurrentQueue<string> statements = new();
    private int count;

    /// <summary>How many statements were sent, those that are no longer kept included.</summary>
    public int Count => count;

    /// <summary>Notes a statement.</summary>
    public void Add(string statement)
    {
        if (Interlocked.Increment(ref count) <= Capacity)
            statements.Enqueue(statement.Length <= LongestStatement ? statement : string.Concat(statement.AsSpan(0, LongestStatement), "..."));
    }

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<string> ToList() => [.. statements];

    /// <summary>Forgets everything: the next lease of the database begins.</summary>
    public void Clear()
    {
        statements.Clear();
        count = 0;
    }
}
