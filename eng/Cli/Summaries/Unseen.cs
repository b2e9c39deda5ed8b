using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Summaries;

/// <summary>What a run in the process alone cannot see: the behaviours that servers are known to answer differently.</summary>
internal static class Unseen
{
    private const int Named = 4;

    public static void Write(Page page, MatrixResults results, DifferenceLedger ledger, IReadOnlyList<Target> targets, Wording wording)
    {
        if (results.Targets is not [{ Engine: { } name, EngineVersion: { } version } only] || targets.Any(t => t.Name == only.Name && t.Image is not null))
            return;

        var here = new EngineIdentity(name, version);
        foreach (var target in targets.Where(t => t.Default && t.Engine != name))
        {
            var there = new EngineIdentity(target.Engine, target.Version ?? "");
            var differing = ledger.Entries.Where(e => Differ(e, here, there)).ToList();
            if (differing.Count == 0)
                continue;
            var subjects = differing.GroupBy(e => e.Subject).OrderByDescending(s => s.Count()).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key).ToList();
            var more = subjects.Count > Named ? $" and {subjects.Count - Named} more" : "";
            page.Line(($"{(differing.Count == 1 ? "1 behaviour answers" : $"{differing.Count} behaviours answer")} differently on {target.Name}", Tone.Notable), ($": {string.Join(", ", subjects.Take(Named))}{more}; {wording.Dialects}", Tone.Quiet));
        }
    }

    private static bool Differ(LedgerEntry entry, EngineIdentity here, EngineIdentity there) =>
        entry.Observations.Values.Any(answers =>
            LedgerEntry.TryFind(answers, here, out var left) && LedgerEntry.TryFind(answers, there, out var right) && Answer.Spell(left) != Answer.Spell(right))
        || LedgerEntry.TryFind(entry.Fails, here, out _) != LedgerEntry.TryFind(entry.Fails, there, out _);
}
