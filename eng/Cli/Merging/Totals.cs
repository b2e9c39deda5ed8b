using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>A target's cells, counted. The parts add up to <c>Bound</c>.</summary>
/// <remarks><c>Own</c> says how many of them are the backend's own tests, which other backends do not have.</remarks>
internal sealed record Totals(
    int Bound, int Own, int Passed, int Differed, int Failed, int Stale, int Changed, int Missing, int Unavailable, int Skipped)
{
    /// <summary>Counts a target's cells.</summary>
    public static Totals Of(string target, IEnumerable<Behaviour> behaviours)
    {
        var cells = behaviours.SelectMany(b => b.Cells.Where(c => c.Target == target).Select(c => (c.Verdict, b.Shared))).ToList();
        int Count(Verdict verdict) => cells.Count(c => c.Verdict == verdict);
        return new(
            cells.Count, cells.Count(c => !c.Shared), Count(Verdict.Pass), Count(Verdict.Difference), Count(Verdict.Fail), Count(Verdict.Stale),
            Count(Verdict.Changed), Count(Verdict.Missing), Count(Verdict.Unavailable), Count(Verdict.Skipped));
    }
}
