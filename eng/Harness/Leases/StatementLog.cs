namespace Matrix.Harness.Leases;

/// <summary>The statements that a lease's connections sent, in order. Safe for use by several threads.</summary>
/// <remarks>Keeps the first <see cref="Capacity"/> statements of a lease, each cut at <see cref="LongestStatement"/> characters.</remarks>
public sealed class StatementLog
{
    /// <summary>How many statements are kept.</summary>
    public const int Capacity = 200;

    /// <summary>How many characters of a statement are kept.</summary>
    public const int LongestStatement = 4000;

    private readonly Lock guard = new();
    private readonly List<string> statements = [];
    private int count;

    /// <summary>How many statements were sent, those that are no longer kept included.</summary>
    public int Count => count;

    /// <summary>Notes a statement.</summary>
    /// <returns>Its place among the lease's statements.</returns>
    public int Add(string statement)
    {
        lock (guard)
        {
            if (count < Capacity)
                statements.Add(Short(statement));
            return count++;
        }
    }

    /// <summary>Adds what became known of a statement only after it was noted.</summary>
    /// <param name="place">What <see cref="Add"/> returned for it.</param>
    /// <param name="text">What to put behind it.</param>
    public void Append(int place, string text)
    {
        lock (guard)
        {
            if (place >= 0 && place < statements.Count)
                statements[place] = Short(statements[place] + text);
        }
    }

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<string> ToList()
    {
        lock (guard)
            return [.. statements];
    }

    /// <summary>Forgets everything: the next lease of the database begins.</summary>
    public void Clear()
    {
        lock (guard)
        {
            statements.Clear();
            count = 0;
        }
    }

    private static string Short(string statement) =>
        statement.Length <= LongestStatement ? statement : string.Concat(statement.AsSpan(0, LongestStatement), "...");
}
