using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>Gives every behaviour a cell on every target that it is for, so that nothing is left out in silence.</summary>
/// <remarks>
/// A shared behaviour is for all targets, a backend's own for that backend's. One that a target bound and never judged is for that target.
/// A name without arguments is a theory whose rows were not known yet: it counts only where no row of it is known from any target.
/// </remarks>
internal static class Completeness
{
    /// <summary>The behaviours, by subject and name.</summary>
    public static IReadOnlyList<Behaviour> Complete(IReadOnlyList<TargetOutcome> outcomes, bool cancelled)
    {
        var judged = outcomes.SelectMany(o => o.Results.Cells.Values).ToLookup(c => c.Name, StringComparer.Ordinal);
        var theories = judged.Select(c => WithoutArguments(c.Key)).Where(n => !judged.Contains(n)).ToHashSet(StringComparer.Ordinal);
        var names = judged.Select(c => c.Key).Union(outcomes.SelectMany(o => o.Results.Bound).Where(n => !theories.Contains(n)), StringComparer.Ordinal);
        return
        [
            .. names.Select(name => Complete(name, outcomes, [.. judged[name]], cancelled))
                .OrderBy(b => b.Subject, StringComparer.Ordinal).ThenBy(b => b.Name, StringComparer.Ordinal),
        ];
    }

    private static Behaviour Complete(string name, IReadOnlyList<TargetOutcome> outcomes, List<Harness.Results.CellJudged> judged, bool cancelled)
    {
        var shared = judged.All(c => c.Shared);
        var backends = outcomes.Where(o => o.Results.Cells.ContainsKey(name)).Select(o => o.Target.Backend).ToHashSet();
        var ranOn = outcomes.Where(o => o.Results.Cells.TryGetValue(name, out var cell) && cell.Verdict.Ran()).Select(o => o.Target.Name).ToList();
        var concerned = outcomes.Where(o => judged.Count == 0 ? o.Results.Bound.Contains(name) : shared || backends.Contains(o.Target.Backend));
        return new(name, judged.FirstOrDefault()?.Subject ?? name.Split('.')[0], shared, [.. concerned.Select(o => CellOf(name, o, ranOn, cancelled))])
        {
            Class = judged.Select(c => c.Class).FirstOrDefault(c => c is not null),
            Source = judged.Select(c => c.Source).FirstOrDefault(s => s is not null),
        };
    }

    private static Cell CellOf(string name, TargetOutcome outcome, List<string> ranOn, bool cancelled)
    {
        var target = outcome.Target.Name;
        if (outcome.Results.Cells.TryGetValue(name, out var judged))
        {
            return judged.Verdict == Verdict.Skipped && ranOn.Count > 0
                ? new(target, Verdict.Missing, null) { Error = $"Skipped here ({judged.Error}), and it ran on {string.Join(", ", ranOn)}. Let it run here too, and say in the ledger how it differs." }
                : Cell.Of(target, judged) with { Flaky = outcome.Flaky.GetValueOrDefault(name) };
        }

        if (outcome.Results.NoServer is not null)
            return new(target, Verdict.Unavailable, null) { Error = "No server." };
        return new(target, Verdict.Missing, null) { Error = WhyMissing(name, outcome, ranOn, cancelled) };
    }

    private static string WhyMissing(string name, TargetOutcome outcome, List<string> ranOn, bool cancelled) =>
        cancelled ? "The run was cancelled before it had a verdict."
        : outcome.Broken is not null ? outcome.Results.Cells.Count == 0 ? "Nothing is known of this target." : "What is known of this target is incomplete."
        : outcome.Results.Bound.Contains(name) && outcome.Results.Ended is not null ? $"It was to run and has no verdict, and the test program ran to its end. See {outcome.Log}."
        : outcome.Results.Bound.Contains(name) ? $"It was to run and has no verdict: the test program ended before. See {outcome.Log}."
        : HasOtherRows(name, outcome) ? $"Its theory has other rows here. The rows of a theory must be the same in each run: take Guid.NewGuid(), the clock and chance out of its data."
        : $"It {(ranOn.Count > 0 ? "ran on " + string.Join(", ", ranOn) : "is known from other targets")} and not here. {(outcome.Log.Length > 0 ? $"Build this backend from the same sources, or see {outcome.Log}; what is one backend's alone belongs in the namespace of its fixture." : "Run it here too.")}";

    private static bool HasOtherRows(string name, TargetOutcome outcome) =>
        name.Contains('(', StringComparison.Ordinal) && outcome.Results.Cells.Keys.Any(c => c.StartsWith(WithoutArguments(name) + "(", StringComparison.Ordinal));

    private static string WithoutArguments(string name) => name.Split('(')[0];
}
