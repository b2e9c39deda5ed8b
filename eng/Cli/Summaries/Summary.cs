using Matrix.Cli.Merging;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Summaries;

/// <summary>What a person reads after a run: what is not run, what is red, what differs, and the grid.</summary>
internal static class Summary
{
    /// <summary>Writes it.</summary>
    /// <param name="results">The results.</param>
    /// <param name="ledger">The ledger that they were held against.</param>
    /// <param name="known">Every target there is, run or not.</param>
    /// <param name="wording">How commands and files are spelled.</param>
    public static Page Write(MatrixResults results, DifferenceLedger ledger, IReadOnlyList<Target> known, Wording wording)
    {
        var page = new Page();
        NotRun.Write(page, results);
        RedCells.Write(page, results, wording);
        Problems.Write(page, results);
        Differences.Write(page, results, ledger);
        Grid.Write(page, results);
        Unseen.Write(page, results, ledger, known, wording);
        Conclusion.Write(page, results, wording);
        return page;
    }
}
