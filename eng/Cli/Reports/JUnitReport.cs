using System.Globalization;
using System.Xml;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness.Results;
using Matrix.Harness.Text;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Reports;

/// <summary><c>junit.xml</c>: a suite for each target, as Jenkins, GitLab and Azure read it.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(MatrixResults results, Stream output)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "Matrix");
        xml.WriteAttributeString("time", Seconds(results.DurationMs));
        var cells = results.Cells.ToLookup(c => c.Cell.Target);
        foreach (var target in results.Targets)
            Write(xml, target, [.. cells[target.Name]], [.. results.Problems.Where(p => p.Target == target.Name)], results.StartedAt);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, TargetReport target, List<(Behaviour Behaviour, Cell Cell)> cells, List<Problem> problems, DateTime startedAt)
    {
        var lost = target.IsServerMissed || target.Broken is not null;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", PlainText.Of(target.Name));
        xml.WriteAttributeString("tests", Number(cells.Count + problems.Count + (lost ? 1 : 0)));
        xml.WriteAttributeString("failures", Number(cells.Count(c => c.Cell.IsRed) + problems.Count));
        xml.WriteAttributeString("errors", Number(lost ? 1 : 0));
        xml.WriteAttributeString("skipped", Number(cells.Count(c => IsSkipped(c.Cell))));
        xml.WriteAttributeString("time", Seconds(target.DurationMs ?? 0));
        xml.WriteAttributeString("timestamp", startedAt.ToString("s", CultureInfo.InvariantCulture));
        WriteProperties(xml, target);
        foreach (var (behaviour, cell) in cells)
            Write(xml, behaviour, cell);
        foreach (var problem in problems)
            WriteCase(xml, target.Name, "Matrix", problem.Name, null, 0, () => WriteOutcome(xml, "failure", Wording.Of(problem.Verdict), problem.Message));
        if (lost)
            WriteCase(xml, target.Name, "Matrix", "the target runs", null, 0, () => WriteOutcome(xml, "error", target.Broken is null ? "no server" : "not run", target.Broken ?? target.Unavailable!));
        xml.WriteEndElement();
    }

    private static void WriteProperties(XmlWriter xml, TargetReport target)
    {
        (string Name, string? Value)[] properties = [("engine", target.Engine), ("engineVersion", target.EngineVersion), ("server", target.Source), ("suite", target.Suite)];
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties.Where(p => p.Value is not null))
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", PlainText.Of(value!));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Behaviour behaviour, Cell cell) =>
        WriteCase(xml, cell.Target, behaviour.Class ?? behaviour.Subject, behaviour.Name[(behaviour.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], behaviour.Source, cell.DurationMs ?? 0, () =>
        {
            if (cell.IsRed)
                WriteOutcome(xml, "failure", cell.Flaky is not null ? "flaky" : cell.Exceptions?[0].Type ?? Wording.Of(cell.Verdict), cell.Flaky is { } flaky ? $"{Wording.Of(flaky)}\n{FailureTrace.Whole(cell)}" : FailureTrace.Whole(cell));
            else if (IsSkipped(cell))
                WriteOutcome(xml, "skipped", null, cell.Error ?? "");
            var said = cell.Observations.Select(o => $"{o.Key}: {Answer.Brief(o.Value)}").Append(cell.Reason).Where(l => !string.IsNullOrEmpty(l)).ToList();
            if (said.Count > 0)
                xml.WriteElementString("system-out", PlainText.Of(string.Join('\n', said)));
        });

    // The target stands in the name, as parameters do elsewhere: GitLab tells tests of a job apart by class and name alone.
    private static void WriteCase(XmlWriter xml, string target, string className, string name, SourcePlace? source, double ms, Action content)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", PlainText.Of(className));
        xml.WriteAttributeString("name", PlainText.Of($"{name} [{target}]"));
        if (source is not null)
        {
            xml.WriteAttributeString("file", PlainText.Of(source.File));
            xml.WriteAttributeString("line", Number(source.Line));
        }

        xml.WriteAttributeString("time", Seconds(ms));
        content();
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, string element, string? type, string message)
    {
        var plain = PlainText.Of(LongText.Shorten(message));
        xml.WriteStartElement(element);
        if (type is not null)
            xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", plain.Split('\n')[0]);
        xml.WriteString(plain);
        xml.WriteEndElement();
    }

    private static bool IsSkipped(Cell cell) => cell.Verdict is Verdict.Skipped or Verdict.Unavailable;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double ms) => (ms / 1000).ToString("0.000", CultureInfo.InvariantCulture);
}
