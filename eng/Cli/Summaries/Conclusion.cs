using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Cli.Results;

namespace Matrix.Cli.Summaries;

/// <summary>The last lines: what the whole comes to, what to do next, and where the report is.</summary>
internal static class Conclusion
{
    private const int Named = 3;

    /// <summary>Writes them.</summary>
    public static void Write(Page page, MatrixResults results, IReadOnlyList<RedBehaviour> red, Wording wording)
    {
        var verdict = Verdict(results);
        if (results.ExitCode == ExitCodes.Green && verdict.Text != "Green")
            page.Wrap([], $"{verdict.Text}: {string.Join(", ", Absent(results))}. {wording.Doctor} says what is missing", Tone.Notable).Wrap(Margin.Empty, Green(results));
        else if (results.ExitCode == ExitCodes.Green)
            page.Wrap([Margin.Word("Green", Tone.Good)], Green(results));
        else if (results.ExitCode == ExitCodes.Red)
            page.Wrap([Margin.Word("Red", Tone.Bad)], Red(results, red));
        else
            page.Wrap([], $"{verdict.Text}{(results.Behaviours.Count > 0 ? $"; {Counts(results)}, in {Seconds(results.DurationMs)}" : "")}", verdict.Tone);
        if (red.Count > 0)
            page.Wrap([Margin.Word("Again", Tone.Plain)], wording.Failed);
        if (red.Any(LedgerOffer.IsAnswer))
            page.Wrap([Margin.Word("Accept", Tone.Plain)], $"{wording.AcceptFailed}  writes what differs into the ledger");
        if (results.Behaviours.Count > 0)
            page.Wrap([Margin.Word("Report", Tone.Plain)], wording.Report);
    }

    /// <summary>What the whole comes to.</summary>
    public static (string Text, Tone Tone) Verdict(MatrixResults results)
    {
        var absent = Absent(results);
        return results.ExitCode switch
        {
            ExitCodes.Green => (absent.Count == 0 ? "Green" : $"Green, {Count(absent.Count, "target")} not run", Tone.Good),
            ExitCodes.Red => ("Red", Tone.Bad),
            ExitCodes.Server => ($"Not complete: no server for {string.Join(", ", absent)}", Tone.Bad),
            ExitCodes.Nothing => ("Nothing ran", Tone.Bad),
            ExitCodes.Cancelled => ("Cancelled", Tone.Bad),
            _ => ($"{(results.Targets.Any(t => t.Broken is not null && t.Totals.Bound > t.Totals.Missing) ? "Not complete" : "Not run")}: {string.Join(", ", results.Targets.Where(t => t.Broken is not null).Select(t => t.Name))}", Tone.Bad),
        };
    }

    /// <summary>A time for a person to read.</summary>
    public static string Seconds(double ms) => (ms / 1000).ToString(ms < 10_000 ? "0.0#" : "0.0", CultureInfo.InvariantCulture) + " s";

    private static List<string> Absent(MatrixResults results) => [.. results.Targets.Where(t => t.Unavailable is not null).Select(t => t.Name)];

    private static string Green(MatrixResults results)
    {
        var ran = results.Targets.Where(t => t.Unavailable is null).ToList();
        var skipped = results.Behaviours.Count(b => b.Cells.All(c => c.Verdict is Harness.Verdicts.Verdict.Skipped or Harness.Verdicts.Verdict.Unavailable));
        var differ = results.Behaviours.Count(b => b.Cells.Any(c => c.Verdict == Harness.Verdicts.Verdict.Difference));
        var accepted = results.Cells.Count(c => c.Cell.Accepted == true);
        List<string> parts = ran is [var only]
            ? [$"{results.Behaviours.Count - skipped - differ - accepted} pass", Count(differ, "known difference")]
            : [differ > 0 ? $"engines disagree in {differ}, all as the ledger says" : "engines agree in all"];
        if (accepted > 0)
            parts.Add($"{accepted} accepted");
        if (skipped > 0)
            parts.Add($"{skipped} skipped");
        var of = ran is [var one] ? $"{one.Name} {one.EngineVersion}" : Count(ran.Count, "target");
        return $"{Count(results.Behaviours.Count, "test")} on {of} in {Seconds(results.DurationMs)}: {string.Join(", ", parts)}";
    }

    private static string Red(MatrixResults results, IReadOnlyList<RedBehaviour> red)
    {
        var problems = results.Problems.Select(p => p.Message).Distinct().Count();
        if (red.Count == 0)
            return $"{Count(problems, "problem")} of the run; {Count(results.Behaviours.Count, "test")} in {Seconds(results.DurationMs)}";
        var cells = red.Sum(r => r.Cells.Count);
        var kinds = string.Join(", ", red.GroupBy(r => r.Kind).Select(g => RedBehaviour.Counted(g.Key, g.Count())));
        return $"{red.Count} of {Count(results.Behaviours.Count, "test")} in {Seconds(results.DurationMs)}: {kinds}"
            + (results.Targets.Count > 1 ? $" ({Count(cells, "cell")} on {string.Join(", ", Targets(red))})" : "")
            + (problems > 0 ? $", and {Count(problems, "problem")} of the run" : "");
    }

    private static List<string> Targets(IReadOnlyList<RedBehaviour> red)
    {
        var targets = red.SelectMany(r => r.Cells).Select(c => c.Target).Distinct().ToList();
        return targets.Count <= Named ? targets : [.. targets.Take(Named), $"{targets.Count - Named} more"];
    }

    private static string Counts(MatrixResults results) =>
        string.Join(", ", results.Cells.Select(c => c.Cell).OrderBy(c => c.Verdict).CountBy(c => c.IsRed && c.Verdict.IsGreen() ? "flaky" : Wording.Of(c.Verdict)).Select(c => $"{c.Value} {c.Key}"));

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
