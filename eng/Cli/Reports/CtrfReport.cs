using System.Text.Encodings.Web;
using System.Text.Json;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness.Results;
using Matrix.Harness.Text;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Reports;

/// <summary><c>ctrf.json</c>: the Common Test Report Format, https://ctrf.io. A test is a behaviour on a target.</summary>
internal static class CtrfReport
{
    private const string SpecVersion = "0.0.0";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report.</summary>
    public static void Write(MatrixResults results, Stream output)
    {
        var tests = Tests(results).ToList();
        var start = new DateTimeOffset(results.StartedAt, TimeSpan.Zero).ToUnixTimeMilliseconds();
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("reportFormat", "CTRF");
        json.WriteString("specVersion", SpecVersion);
        json.WriteString("generatedBy", "matrix");
        json.WriteStartObject("results");
        json.WriteStartObject("tool");
        json.WriteString("name", "matrix");
        json.WriteEndObject();
        json.WriteStartObject("summary");
        json.WriteNumber("tests", tests.Count);
        foreach (var status in (string[])["passed", "failed", "skipped", "pending", "other"])
            json.WriteNumber(status, tests.Count(t => t.Status == status));
        json.WriteNumber("suites", results.Targets.Count);
        json.WriteNumber("start", start);
        json.WriteNumber("stop", start + (long)results.DurationMs);
        json.WriteEndObject();
        json.WriteStartArray("tests");
        foreach (var test in tests)
        {
            Write(json, test);
            if (json.BytesPending > 1 << 16)
                json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<Test> Tests(MatrixResults results)
    {
        foreach (var (behaviour, cell) in results.Cells)
            yield return new(behaviour.Name, cell.Target, behaviour.Subject, Status(cell), cell.Flaky is null ? cell.Verdict.ToString().ToLowerInvariant() : "flaky", cell.DurationMs ?? 0, cell.Error, cell) { Source = behaviour.Source };
        foreach (var problem in results.Problems)
            yield return new(problem.Name, problem.Target, "Matrix", "failed", problem.Verdict.ToString().ToLowerInvariant(), 0, problem.Message, null);
        foreach (var target in results.Targets.Where(t => t.IsServerMissed || t.Broken is not null))
            yield return new("the target runs", target.Name, "Matrix", "failed", target.Broken is null ? "unavailable" : "broken", 0, target.Broken ?? target.Unavailable, null);
    }

    private static string Status(Cell cell) =>
        cell.IsRed ? "failed" : cell.Verdict switch { Verdict.Skipped => "skipped", Verdict.Unavailable => "other", _ => "passed" };

    private static void Write(Utf8JsonWriter json, Test test)
    {
        json.WriteStartObject();
        json.WriteString("name", PlainText.Of(test.Name));
        json.WriteString("status", test.Status);
        json.WriteNumber("duration", (long)Math.Round(test.Ms));
        json.WriteStartArray("suite");
        json.WriteStringValue(PlainText.Of(test.Target));
        json.WriteStringValue(PlainText.Of(test.Subject));
        json.WriteEndArray();
        if (test.Message is not null)
            json.WriteString("message", PlainText.Of(LongText.Shorten(test.Message)));
        if (test.Cell is { } failed && FailureTrace.Of(failed) is { } trace)
            json.WriteString("trace", PlainText.Of(trace));
        if (test.Source is { } source)
        {
            json.WriteString("filePath", PlainText.Of(source.File));
            json.WriteNumber("line", source.Line);
        }

        json.WriteString("rawStatus", test.RawStatus);
        if (test.Cell is { } cell && (cell.Observations.Count > 0 || cell.Reason is not null))
            WriteExtra(json, cell);
        json.WriteEndObject();
    }

    private static void WriteExtra(Utf8JsonWriter json, Cell cell)
    {
        json.WriteStartObject("extra");
        if (cell.Reason is not null)
            json.WriteString("reason", PlainText.Of(cell.Reason));
        json.WriteStartObject("observations");
        foreach (var (label, value) in cell.Observations)
            json.WriteString(PlainText.Of(label), PlainText.Of(Answer.Whole(value)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record Test(string Name, string Target, string Subject, string Status, string RawStatus, double Ms, string? Message, Cell? Cell)
    {
        public SourcePlace? Source { get; init; }
    }
}
