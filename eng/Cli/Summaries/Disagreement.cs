using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>An observation, or a failure, in which a run and the ledger disagree.</summary>
/// <param name="Label">What was observed; empty for how the test failed.</param>
/// <param name="Said">What the ledger says, <see langword="null"/> when it says nothing.</param>
/// <param name="Now">What came.</param>
internal sealed record Disagreement(string Label, string? Said, string Now)
{
    private const string NoFailure = "no failure";

    /// <summary>Those of a cell that ran.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="entry">What the ledger says of the behaviour, or <see langword="null"/>.</param>
    /// <param name="engine">The engine and version that the cell's target is.</param>
    public static IReadOnlyList<Disagreement> In(Cell cell, LedgerEntry? entry, EngineIdentity engine)
    {
        if (!cell.Verdict.Ran())
            return [];
        var found = new List<Disagreement>();
        foreach (var (label, value) in cell.Observations)
        {
            var now = Answer.Brief(value);
            var said = entry?.Observations.GetValueOrDefault(label) is { } answers && LedgerEntry.TryFind(answers, engine, out var expected) ? Answer.Brief(expected) : null;
            if (said != now)
                found.Add(new(label, said, now));
        }

        if (cell.Exceptions is null && cell.Failure is null && entry is not null)
        {
            foreach (var (label, answers) in entry.Observations.Where(o => !cell.Observations.ContainsKey(o.Key)))
            {
                if (LedgerEntry.TryFind(answers, engine, out var expected))
                    found.Add(new(label, Answer.Brief(expected), "not observed"));
            }
        }

        if (entry is not null && LedgerEntry.TryFind(entry.Fails, engine, out var failure) && (cell.Failure is null || !failure.Covers(cell.Failure)))
            found.Add(new("", Answer.Whole(failure), cell.Failure is null ? NoFailure : Answer.Whole(cell.Failure)));
        return found;
    }
}
