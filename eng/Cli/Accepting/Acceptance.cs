using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Accepting;

/// <summary>Writes what was observed into the ledger, wherever a ledger can mend a red cell, and which targets agreed with it.</summary>
/// <param name="ledger">The ledger's files.</param>
/// <param name="known">What is in them.</param>
/// <param name="needsReasons">Whether an entry without a reason stays red, as it does in CI.</param>
internal sealed class Acceptance(LedgerFolder ledger, DifferenceLedger known, bool needsReasons)
{
    /// <summary>Accepts.</summary>
    /// <returns>What was written, one for each entry and target.</returns>
    /// <exception cref="MatrixException">A file of the ledger is broken or cannot be written. What was accepted before stays.</exception>
    public IReadOnlyList<Accepted> Accept(MatrixResults results)
    {
        var engines = results.Targets.Where(t => t.Engine is not null).ToDictionary(t => t.Name, t => new EngineIdentity(t.Engine!, t.EngineVersion!));
        return
        [
            .. from behaviour in results.Behaviours
               let entry = known.Of(behaviour.Name)
               let key = behaviour.Cells.FirstOrDefault(c => c.IsRed && c.LedgerKey is not null)?.LedgerKey ?? entry?.Behaviour
               where key is not null
               let answered = behaviour.Cells.Where(c => engines.ContainsKey(c.Target) && (c.Verdict is Verdict.Pass or Verdict.Difference || c.IsRed && c.LedgerKey is not null)).ToList()
               where answered.Any(c => c.IsRed || IsNews(entry, engines[c.Target]))
               // The green ones too: an answer is told from another version's only where both are known.
               from cell in answered.OrderBy(c => c.IsRed)
               select Accept(behaviour, cell, key, engines[cell.Target]),
        ];
    }

    private Accepted Accept(Behaviour behaviour, Cell cell, string key, EngineIdentity engine)
    {
        LedgerEntry? entry = null;
        var file = ledger.Change(key, before =>
            entry = LedgerAcceptance.Accept(before, key, engine, cell.Observations, cell.Failure, Question.Of(cell.Sql)));
        var lacksReason = entry is not null && string.IsNullOrWhiteSpace(entry.Reason);
        return new(behaviour.Name, cell.Target, key, file)
        {
            Entry = entry,
            LacksReason = lacksReason,
            StaysRed = lacksReason && needsReasons,
        };
    }

    // As expected, but never asked before: the ledger has yet to know that.
    private static bool IsNews(LedgerEntry? entry, EngineIdentity engine) =>
        entry is not null && (entry.Sql is null || !entry.Measured.Contains(engine.ToString()));
}
