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

    /// <summary>Why nothing was run, or nothing is known of it: the build failed, the results are broken. <see langword="null"/> otherwise.</summary>
    public string? Broken { get; init; }

    /// <summary>The file that holds what the test program printed.</summary>
    public string Log { get; init; } = "";
}
