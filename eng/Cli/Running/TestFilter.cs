using Matrix.Harness;

namespace Matrix.Cli.Running;

/// <summary>A filter as a person writes it, in xUnit's query language.</summary>
/// <remarks>
/// <c>TextComparison</c> is a subject, or a method of any; <c>TextComparison.Equality_*</c> is both; <c>Category=slow</c> is a trait.
/// A theory's arguments are dropped: xUnit selects methods. Its wildcards stand only at an end, so one in the middle becomes "begins with, and ends with".
/// </remarks>
internal static class TestFilter
{
    /// <summary>The test program's arguments.</summary>
    /// <exception cref="MatrixException">A filter is empty.</exception>
    public static IReadOnlyList<string> ArgumentsFor(IReadOnlyList<string> filters) =>
        filters.Count == 0 ? [] : ["--filter-query", .. filters.SelectMany(Queries)];

    private static IEnumerable<string> Queries(string filter)
    {
        var name = filter.Split('(')[0].Trim();
        if (name.Length == 0)
            throw new MatrixException($"The filter '{filter}' selects nothing. Name a subject (TextComparison), a behaviour (TextComparison.Equality_ignores_case), either with * in it, or a trait (Category=slow).");
        if (name.Split('=') is [{ Length: > 0 } trait, { Length: > 0 } value])
            return [$"/[{TraitPart(trait)}={TraitPart(value)}]"];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? [$"/*/*/{Segment(name)}/*", $"/*/*/*/{Segment(name)}"]
            : [$"/*/*/{Segment(name[..dot])}/{Segment(name[(dot + 1)..])}"];
    }

    private static string TraitPart(string pattern) => string.Concat(pattern.Select(c => c == '*' ? "*" : Escape(c.ToString())));

    private static string Segment(string pattern)
    {
        var parts = pattern.Split('*', StringSplitOptions.RemoveEmptyEntries);
        var conditions = parts.Select((part, i) =>
            (i > 0 || pattern[0] == '*' ? "*" : "") + Escape(part) + (i < parts.Length - 1 || pattern[^1] == '*' ? "*" : "")).ToList();
        return conditions.Count switch
        {
            0 => "*",
            1 => conditions[0],
            _ => string.Join('&', conditions.Select(c => $"({c})")),
        };
    }

    // What xUnit's query language keeps for itself is written as it would be in XML.
    private static string Escape(string text) =>
        string.Concat(text.Select(c => "()&|=!/[]".Contains(c, StringComparison.Ordinal) ? $"&#x{(int)c:x2};" : c.ToString()));
}
