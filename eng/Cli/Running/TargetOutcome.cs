using Matrix.Cli.Results;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Running;

/// <summary>What came of running one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Required">Whether the run is red without its server.</param>
/// <param name="Results">What its results file says.</param>
internal sealed record TargetOutcome(Target Target, bool Required, TargetResults Results)
{
    /// <summary>How the test program ended; <see langword="null"/> when it was not started, or its end is not known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why nothing was run, or not all is known of it: the build failed, lines of the results are broken. <see langword="null"/> otherwise.</summary>
    public string? Broken { get; init; }

    /// <summary>How long it was waited for in vain, before the program was ended; <see langword="null"/> when it ended by itself.</summary>
    public TimeSpan? TimedOut { get; init; }

    /// <summary>The behaviours whose verdict varied from one repetition to another.</summary>
    public IReadOnlyDictionary<string, Flakiness> Flaky { get; init; } = new Dictionary<string, Flakiness>();

    /// <summary>The files that hold what the test program printed: one, or one for each part.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>The same for a sentence.</summary>
    public string Log => string.Join(", ", Logs);

    /// <summary>What several runs of one target amount to: of each behaviour the worst, and of the programs' ends as well.</summary>
    /// <param name="repetitions">Each, with the seed of its order.</param>
    public static TargetOutcome Of(IReadOnlyList<(TargetOutcome Outcome, int? Seed)> repetitions)
    {
        if (repetitions is [var (only, _)])
            return only;
        var worst = repetitions.Select(r => r.Outcome).FirstOrDefault(o => o.Broken is not null || o.TimedOut is not null || o.Results.Ended is null)
            ?? repetitions.Select(r => r.Outcome).MaxBy(o => o.ExitCode)!;
        return worst with
        {
            Results = TargetResults.Combine([.. repetitions.Select(r => r.Outcome.Results)]),
            Flaky = Flakiness.In([.. repetitions.Select(r => (r.Outcome.Results, r.Seed))]),
        };
    }
}
