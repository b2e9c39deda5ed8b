namespace Matrix.Harness.Audits;

/// <summary>A database that was to be ready, and is not as the blueprint left it.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Tests">The tests that had it, the last first.</param>
/// <param name="Differences">What differs, for a person to read.</param>
public sealed record AuditFinding(string Database, IReadOnlyList<string> Tests, IReadOnlyList<string> Differences)
{
    private const int MostNamed = 10;

    /// <summary>What is different in a database.</summary>
    /// <param name="expected">The facts of a database that no test has had.</param>
    /// <param name="found">The facts of this one.</param>
    public static IReadOnlyList<string> Compare(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found) =>
    [
        .. expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal).Where(fact => expected.GetValueOrDefault(fact) != found.GetValueOrDefault(fact))
            .Select(fact => $"{fact}: {expected.GetValueOrDefault(fact) ?? "nothing"} in a new database, {found.GetValueOrDefault(fact) ?? "nothing"} here"),
    ];

    /// <inheritdoc/>
    public override string ToString() =>
        $"Something leaked: database {Database} is not as the blueprint left it, though it was to be ready for the next test. One of these tests left it so, the last one most likely: "
        + $"{Named(Tests)}. What differs: {Named(Differences)}. Run these tests alone to see which it is, and report it: isolation promises that this cannot happen.";

    private static string Named(IReadOnlyList<string> names) =>
        string.Join("; ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
