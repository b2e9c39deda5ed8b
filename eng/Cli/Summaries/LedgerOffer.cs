using Matrix.Cli.Accepting;
using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>Whether the ledger is where a red behaviour is put right, and the entry that would.</summary>
internal static class LedgerOffer
{
    /// <summary>Whether accepting is an answer: engines differ, or may. A test that failed wherever it ran is not put right by expecting that.</summary>
    public static bool IsAnswer(RedBehaviour red)
    {
        var ran = red.Behaviour.Cells.Where(c => c.Verdict.Ran()).ToList();
        var offered = red.Cells.Where(c => c.LedgerKey is not null && c.Flaky is null).ToList();
        return offered.Count > 0
            && (offered.Any(c => c.Failure is null && RedBehaviour.KindOf(c) != RedKind.New)
                || offered.Any(c => c.Failure is not null) && ran.Any(c => c.Verdict is Verdict.Pass or Verdict.Difference)
                || offered.Any(c => RedBehaviour.KindOf(c) == RedKind.New) && !AllAgree(ran));
    }

    /// <summary>Whether several engines were asked, and all observed the same.</summary>
    public static bool AllAgree(IReadOnlyCollection<Cell> ran) => ran.Count > 1
        && ran.Select(c => string.Join('\n', c.Observations.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}\0{Answer.Whole(o.Value)}"))).Distinct().Count() == 1;

    /// <summary>The one entry that would make all of its cells green, as it would stand in the ledger; <see langword="null"/> when accepting deletes it.</summary>
    public static string? Entry(RedBehaviour red, LedgerEntry? known, IReadOnlyDictionary<string, EngineIdentity> engines)
    {
        var entry = known;
        foreach (var cell in red.Cells.Where(c => c.LedgerKey is not null && engines.ContainsKey(c.Target)))
            entry = LedgerAcceptance.Accept(entry, cell.LedgerKey!, engines[cell.Target], cell.Observations, cell.Failure, Question.Of(cell.Sql));
        return entry is null ? null : LedgerText.Entry(entry);
    }
}
