using System.Text.RegularExpressions;
using Matrix.Cli.Merging;

namespace Matrix.Cli.Summaries;

/// <summary>What was not run, why, and what to do about it. What several targets say in the same words is said once.</summary>
internal static partial class NotRun
{
    private const int BuildErrors = 20;

    /// <summary>Writes it.</summary>
    public static void Write(Page page, MatrixResults results)
    {
        WriteBroken(page, [.. results.Targets.Where(t => t.Broken is not null).SelectMany(t => t.Broken!.Split('\n')).Select(l => Project().Replace(l, "")).Distinct()]);
        foreach (var missed in results.Targets.Where(t => t.Broken is null && t.IsServerMissed))
        {
            page.Wrap([Margin.Word("Not run", Tone.Bad)], $"{missed.Name}: {(missed.Lost ? "its server was lost" : "no server")}", Tone.Heading);
            page.Wrap(Margin.Empty, missed.Unavailable!).Gap();
        }
    }

    // Errors of a compiler name their file: nothing needs to stand beside them.
    private static void WriteBroken(Page page, List<string> lines)
    {
        foreach (var line in lines.Take(BuildErrors))
            page.Wrap("", line, Tone.Bad);
        if (lines.Count > BuildErrors)
            page.Line($"… and {lines.Count - BuildErrors} more errors", Tone.Quiet);
        if (lines.Count > 0)
            page.Gap();
    }

    // What several backends compile in is wrong in each of them alike.
    [GeneratedRegex(@" \[[^\[\]]+proj(::[^\]]*)?\]$")]
    private static partial Regex Project();
}
