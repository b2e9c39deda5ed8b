using Matrix.Benchmarks.Reports;
using Matrix.Cli.Merging;

namespace Matrix.Tests.Eng.Cli.Reports;

/// <summary>As many behaviours as are wanted, on seven targets.</summary>
internal static class ManyResults
{
    public static MatrixResults Of(int behaviours) =>
        SampleResults.Merge([.. GeneratedResults.SevenTargets.Select(t => Ran.On(t, [.. GeneratedResults.Of(t, behaviours)]) with { ExitCode = 2 })]);
}
