using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>Where engines disagree, as the ledger says and this run found: each label, and each engine's answer.</summary>
internal static class Differences
{
    public static void Write(Page page, MatrixResults results, DifferenceLedger ledger)
    {
        var differing = results.Behaviours.Where(b => b.Cells.Any(c => c.Verdict == Verdict.Difference)).ToList();
        if (differing.Count == 0)
            return;

        page.Wrap([("Differences", Tone.Heading), ("  ", Tone.Plain)], "as the ledger says; in brackets: known, not asked in this run", Tone.Quiet);
        var engines = results.Targets.Where(t => t.Engine is not null).Select(t => new EngineIdentity(t.Engine!, t.EngineVersion!)).ToList();
        foreach (var behaviour in differing)
            Write(page, behaviour, ledger.Of(behaviour.Name), engines);
        page.Gap();
    }

    private static void Write(Page page, Behaviour behaviour, LedgerEntry? entry, List<EngineIdentity> engines)
    {
        page.Wrap("  ", behaviour.Name);
        if (entry is null)
            return;
        foreach (var (label, answers) in entry.Observations.Where(o => o.Value.Values.Select(Answer.Spell).Distinct().Skip(1).Any()))
            Write(page, label, answers.Select(a => (a.Key, Answer.Spell(a.Value))), engines);
        if (entry.Fails.Count > 0)
            Write(page, "", entry.Fails.Select(f => (f.Key, Answer.Spell(f.Value))), engines);
    }

    private static void Write(Page page, string label, IEnumerable<(string Range, string Answer)> answers, List<EngineIdentity> engines)
    {
        var pieces = answers.Select(a => engines.Any(EngineRange.TryParse(a.Range)!.Contains)
            ? (Text: $"{a.Range} {a.Answer}", Tone: Tone.Notable)
            : (Text: $"({a.Range} {a.Answer})", Tone: Tone.Quiet)).ToList();
        var head = label.Length > 0 ? $"    {label}  " : "    ";
        if (head.Length + pieces.Sum(p => p.Text.Length + 3) <= page.Width)
        {
            page.Line([(head, Tone.Quiet), .. pieces.SelectMany((p, i) => ((string, Tone)[])[(i > 0 ? " · " : "", Tone.Quiet), p])]);
            return;
        }

        if (label.Length > 0)
            page.Wrap("    ", label, Tone.Quiet);
        foreach (var (text, tone) in pieces)
            page.Wrap("      ", text, tone);
    }
}
