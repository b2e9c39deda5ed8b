using Matrix.Cli.Merging;

namespace Matrix.Cli.Summaries;

/// <summary>The first lines: what was not run, why, and what to do about it.</summary>
internal static class NotRun
{
    public static void Write(Page page, MatrixResults results)
    {
        if (results.Cancelled)
            page.Line("Cancelled. What is known so far:", Tone.Bad).Gap();
        var targets = results.Targets.Where(t => t.Unavailable is not null || t.Broken is not null).ToList();
        if (targets.Count == 0)
            return;

        page.Line("Not run", Tone.Heading);
        foreach (var target in targets)
        {
            var wrong = target.Broken is not null || target.IsServerMissed;
            page.Line(($"  {target.Name}", wrong ? Tone.Bad : Tone.Notable), (Kind(target), Tone.Plain));
            page.Block("    ", target.Broken ?? target.Unavailable!);
        }

        page.Gap();
    }

    private static string Kind(TargetReport target) =>
        target.Broken is not null ? target.Totals.Bound > target.Totals.Missing ? "  not all of it" : ""
        : target.Lost ? "  its server was lost"
        : target.Required ? "  no server, and it was asked for"
        : "  no server; not counted against the run";
}
