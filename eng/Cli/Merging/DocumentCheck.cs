using Matrix.Cli.Results;

namespace Matrix.Cli.Merging;

/// <summary>What JSON allows in <c>results.json</c> and no run of Matrix writes.</summary>
internal static class DocumentCheck
{
    /// <summary>What is wrong with a document, or <see langword="null"/>.</summary>
    public static string? Complaint(MatrixResults results)
    {
        if (results.Targets.Contains(null!) || results.Problems.Contains(null!) || results.Behaviours.Contains(null!) || results.Behaviours.Any(b => b.Cells.Contains(null!)))
            return "A list holds null.";
        var names = results.Targets.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count < results.Targets.Count)
            return "It lists a target twice.";
        if (results.Behaviours.GroupBy(b => b.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            return $"It lists {twice.Key} twice.";
        return Times(results) ?? results.Cells.Select(c => Complaint(c.Behaviour, c.Cell, names)).FirstOrDefault(c => c is not null);
    }

    private static string? Times(MatrixResults results) => Sentence(
        LineCheck.Time(results.DurationMs)
        ?? results.Targets.Select(t => LineCheck.Time(t.DurationMs) ?? LineCheck.Time(t.ReadyMs)).FirstOrDefault(c => c is not null)
        ?? results.Problems.Select(p => LineCheck.Verdict(p.Verdict)).FirstOrDefault(c => c is not null));

    private static string? Complaint(Behaviour behaviour, Cell cell, HashSet<string> targets)
    {
        if (!targets.Contains(cell.Target))
            return $"It has a cell of {behaviour.Name} on {cell.Target}, and lists no such target.";
        if (behaviour.Cells.Count(c => c.Target == cell.Target) > 1)
            return $"It has two cells of {behaviour.Name} on {cell.Target}.";
        return Sentence(LineCheck.Time(cell.DurationMs) ?? LineCheck.Verdict(cell.Verdict) ?? LineCheck.Texts(cell.Sql)) is { } wrong ? $"{behaviour.Name} on {cell.Target}: {wrong}" : null;
    }

    private static string? Sentence(string? complaint) => complaint is null ? null : char.ToUpperInvariant(complaint[0]) + complaint[1..] + ".";
}
