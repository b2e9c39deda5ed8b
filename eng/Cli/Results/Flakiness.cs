using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Results;

/// <summary>How the verdicts of one behaviour varied, run several times on one target.</summary>
/// <param name="Verdicts">How often it had each verdict.</param>
/// <param name="Seed">The seed of the order in which it had the worst of them, for <c>--shuffle</c>; <see langword="null"/> for the usual order.</param>
internal sealed record Flakiness(IReadOnlyDictionary<Verdict, int> Verdicts, int? Seed)
{
    /// <summary>The behaviours whose verdict was not the same in each run that reached them.</summary>
    public static Dictionary<string, Flakiness> In(IReadOnlyList<(TargetResults Results, int? Seed)> runs)
    {
        var cells = runs.SelectMany(r => r.Results.Cells.Values.Select(c => (Cell: c, r.Seed))).GroupBy(c => c.Cell.Name, StringComparer.Ordinal);
        return cells.Where(c => c.DistinctBy(r => r.Cell.Verdict).Count() > 1).ToDictionary(
            c => c.Key,
            c => new Flakiness(c.CountBy(r => r.Cell.Verdict).ToDictionary(), c.OrderBy(r => r.Cell.Verdict.IsGreen()).First().Seed),
            StringComparer.Ordinal);
    }
}
