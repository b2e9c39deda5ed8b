using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>Something wrong with a target's run rather than with a test.</summary>
internal sealed record Problem(string Target, Verdict Verdict, string Name, string Message);
