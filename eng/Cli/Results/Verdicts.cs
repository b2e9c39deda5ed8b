using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Results;

/// <summary>What verdicts mean for a run.</summary>
internal static class Verdicts
{
    /// <summary>Whether nothing is wrong with it.</summary>
    public static bool IsGreen(this Verdict verdict) => verdict is Verdict.Pass or Verdict.Difference or Verdict.Skipped;

    /// <summary>Whether the test ran.</summary>
    public static bool Ran(this Verdict verdict) => verdict is not (Verdict.Missing or Verdict.Unavailable or Verdict.Skipped);

    /// <summary>Whether the test ran, and the run is red for it.</summary>
    public static bool IsRed(this Verdict verdict) => verdict is Verdict.Fail or Verdict.Stale or Verdict.Changed or Verdict.Missing;
}
