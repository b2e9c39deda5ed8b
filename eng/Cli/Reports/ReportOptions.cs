using Matrix.Cli.Summaries;

namespace Matrix.Cli.Reports;

/// <summary>What <c>matrix report</c> was asked to do.</summary>
/// <param name="Inputs">Folders or files with results; empty for the usual folder.</param>
/// <param name="Results">Where the reports go, or <see langword="null"/> for the usual folder.</param>
/// <param name="Expect">The targets that must be there, spelled as for <c>--backend</c>; <see langword="null"/> for those that are.</param>
internal sealed record ReportOptions(IReadOnlyList<string> Inputs, string? Results = null, string? Expect = null)
{
    /// <summary>What was asked of the output.</summary>
    public OutputOptions Output { get; init; } = new();
}
