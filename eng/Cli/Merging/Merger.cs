using Matrix.Cli.Running;

namespace Matrix.Cli.Merging;

/// <summary>Makes one set of results of what came of each target.</summary>
internal static class Merger
{
    /// <summary>Merges.</summary>
    public static MatrixResults Merge(IReadOnlyList<TargetOutcome> outcomes, bool cancelled, DateTime startedAt, TimeSpan duration)
    {
        var behaviours = Completeness.Complete(outcomes, cancelled);
        return new(
            MatrixResults.CurrentVersion, startedAt, duration.TotalMilliseconds, cancelled,
            [.. outcomes.Select(o => Report(o, Totals.Of(o.Target.Name, behaviours)))],
            behaviours,
            [.. outcomes.SelectMany(o => ProblemsOf(o, cancelled))]);
    }

    private static TargetReport Report(TargetOutcome outcome, Totals totals) => new(outcome.Target.Name, outcome.Target.Backend, outcome.Required, totals)
    {
        Engine = outcome.Results.Server?.Engine,
        EngineVersion = outcome.Results.Server?.EngineVersion,
        Source = outcome.Results.Server?.Source,
        ReadyMs = outcome.Results.Server?.ReadyMs,
        Settings = outcome.Results.Server?.Settings ?? new Dictionary<string, string>(),
        Unavailable = outcome.Results.NoServer?.Message,
        Lost = outcome.Results.NoServer?.Lost == true,
        Broken = outcome.Broken,
        Complete = outcome.Results.Ended is not null,
        Suite = outcome.Results.Started?.Suite,
        Shard = outcome.Results.Started?.Shard,
        Division = outcome.Results.Started?.Division,
        Seed = outcome.Results.Started?.Seed,
        DurationMs = outcome.Results.Ended?.DurationMs,
        Leases = outcome.Results.Ended?.Leases,
    };

    private static IEnumerable<Problem> ProblemsOf(TargetOutcome outcome, bool cancelled)
    {
        var told = outcome.Results.Problems.Select(p => new Problem(outcome.Target.Name, p.Verdict, p.Name, p.Message));
        return !cancelled && Ending.Problem(outcome) is { } ending ? told.Append(ending) : told;
    }
}
