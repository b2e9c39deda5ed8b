using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Summaries;

/// <summary>What a run in the process alone cannot see: the behaviours of it that servers are known to answer differently.</summary>
internal static class Unseen
{
    public static void Write(Page page, MatrixResults results, DifferenceLedger ledger, IReadOnlyList<Target> targets, Wording wording)
    {
        if (results.Targets is not [{ Engine: { } name, EngineVersion: { } version } only] || targets.Any(t => t.Name == only.Name && t.Image is not null))
            return;

        var here = new EngineIdentity(name, version);
        var entries = results.Behaviours.Select(b => ledger.Of(b.Name)).OfType<LedgerEntry>().DistinctBy(e => e.Behaviour).ToList();
        var differing = targets.Where(t => t.Default && t.Engine != name)
            .Select(t => (t.Name, Count: entries.Count(e => Differ(e, here, new EngineIdentity(t.Engine, t.Version ?? ""))))).Where(t => t.Count > 0).ToList();
        if (differing.Count == 0)
            return;
        var first = $"{differing[0].Count} of these {(differing[0].Count == 1 ? "answers" : "answer")} differently on {differing[0].Name}";
        page.Gap();
        page.Wrap([("Not asked here: ", Tone.Notable)], string.Join(", ", differing.Skip(1).Select(d => $"{d.Count} on {d.Name}").Prepend(first)));
        page.Line(($"{Margin.Empty}{wording.All}", Tone.Plain), ("  asks them", Tone.Quiet));
        page.Line(($"{Margin.Empty}{wording.ShowDifferences}", Tone.Plain), ("  lists them", Tone.Quiet));
    }

    private static bool Differ(LedgerEntry entry, EngineIdentity here, EngineIdentity there) =>
        entry.Observations.Values.Any(answers =>
            LedgerEntry.TryFind(answers, here, out var left) && LedgerEntry.TryFind(answers, there, out var right) && Answer.Spell(left) != Answer.Spell(right))
        || LedgerEntry.TryFind(entry.Fails, here, out _) != LedgerEntry.TryFind(entry.Fails, there, out _);
}
