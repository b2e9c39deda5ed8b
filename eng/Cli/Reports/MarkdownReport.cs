using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness.Results;

namespace Matrix.Cli.Reports;

/// <summary><c>report.md</c>: the summary for a place that shows Markdown, such as a pull request or a job's page. It stays short.</summary>
internal static class MarkdownReport
{
    private const int RedInFull = 30;
    private const int Rows = 200;

    /// <summary>Writes the report.</summary>
    public static string Write(MatrixResults results, Wording wording)
    {
        var markdown = new Markdown();
        var red = results.Red.ToList();
        markdown.Paragraph($"# Matrix: {(red.Count > 0 ? $"{red.Count} red" : Conclusion.Verdict(results).Text.ToLowerInvariant())}");
        markdown.Paragraph($"{results.Behaviours.Count} behaviours on {results.Targets.Count} targets, in {Seconds(results.DurationMs)}.");
        WriteNotRun(markdown, results);
        WriteRed(markdown, red, wording);
        foreach (var problem in results.Problems)
            markdown.Paragraph($"## Problem on {problem.Target}").Block(problem.Message);
        WriteDisagreements(markdown, results);
        WriteSubjects(markdown, results);
        WriteTargets(markdown, results);
        return markdown.ToString();
    }

    private static void WriteNotRun(Markdown markdown, MatrixResults results)
    {
        foreach (var target in results.Targets.Where(t => t.Broken is not null || t.Unavailable is not null))
            markdown.Paragraph($"## Not run: {target.Name}").Block(target.Broken ?? target.Unavailable!);
    }

    private static void WriteRed(Markdown markdown, List<(Behaviour Behaviour, Cell Cell)> red, Wording wording)
    {
        if (red.Count == 0)
            return;
        markdown.Paragraph("## Red");
        foreach (var (behaviour, cell) in red.Take(RedInFull))
        {
            markdown.Paragraph($"### {Markdown.Code(behaviour.Name)} on {cell.Target}: {Wording.Of(cell.Verdict)}{(cell.Flaky is { } flaky ? ", flaky: " + Wording.Of(flaky) : "")}");
            if ((cell.FailedAt ?? behaviour.Source) is { } place)
                markdown.Paragraph(Markdown.Code(place.ToString()));
            if (cell.Error is not null)
                markdown.Block(LongText.Shorten(cell.Error));
            markdown.Paragraph($"Again: {Markdown.Code(wording.Again(behaviour.Name, cell.Target))}");
        }

        if (red.Count > RedInFull)
            markdown.Paragraph($"The other {red.Count - RedInFull} are in `report.html`.");
    }

    private static void WriteDisagreements(Markdown markdown, MatrixResults results)
    {
        var differing = results.Behaviours.Where(Answers.Disagree).ToList();
        if (differing.Count == 0)
            return;
        markdown.Paragraph("## Where engines disagree");
        markdown.Table(
            ["Behaviour", .. results.Targets.Select(t => t.Name)],
            differing.Take(Rows).Select(b => results.Targets.Select(t => Brief(b.Cells.FirstOrDefault(c => c.Target == t.Name))).Prepend(Markdown.Cell(b.Name))));
        if (differing.Count > Rows)
            markdown.Paragraph($"The other {differing.Count - Rows} are in `report.html`.");
    }

    private static string Brief(Cell? cell) => cell is null ? ""
        : cell.IsRed ? $"**{Wording.Of(cell.Verdict)}**"
        : cell.Observations.Count > 0 ? Markdown.Cell(string.Join(" · ", cell.Observations.Values.Select(Answer.Whole)))
        : cell.Failure is { } failure ? Markdown.Cell(Answer.Whole(failure))
        : Wording.Of(cell.Verdict);

    private static void WriteSubjects(Markdown markdown, MatrixResults results)
    {
        if (results.Behaviours.Count == 0)
            return;
        markdown.Paragraph("## Subjects");
        markdown.Table(
            ["Subject", .. results.Targets.Select(t => t.Name)],
            results.Behaviours.GroupBy(b => b.Subject).Select(s => (s.Key, Cells: s.SelectMany(b => b.Cells).ToLookup(c => c.Target)))
                .Select(s => results.Targets.Select(t => string.Join(", ", s.Cells[t.Name].CountBy(c => c.Verdict).OrderBy(v => v.Key).Select(v => $"{v.Value} {Wording.Of(v.Key)}"))).Prepend(Markdown.Cell(s.Key))));
    }

    private static void WriteTargets(Markdown markdown, MatrixResults results)
    {
        markdown.Paragraph("## Targets");
        markdown.Table(
            ["Target", "Version", "Server", "Bound", "Passed", "Differed", "Red", "Time"],
            results.Targets.Select(t => (string[])
            [
                t.Name, Markdown.Cell(t.EngineVersion ?? ""), Markdown.Cell(t.Source ?? ""), Number(t.Totals.Bound), Number(t.Totals.Passed), Number(t.Totals.Differed),
                Number(results.Red.Count(r => r.Cell.Target == t.Name)), t.DurationMs is { } ms ? Seconds(ms) : "",
            ]));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double ms) => (ms / 1000).ToString("0.0#", CultureInfo.InvariantCulture) + " s";
}
