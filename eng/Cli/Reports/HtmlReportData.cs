using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Reports;

/// <summary>The results as the page reads them (<c>Html/model.js</c>): every text once, cells as short arrays.</summary>
/// <remarks>Nothing in it can end the script element that it stands in: what means something to HTML is escaped.</remarks>
internal sealed class HtmlReportData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> texts = [""];
    private readonly Utf8JsonWriter json;

    private HtmlReportData(Utf8JsonWriter json) => this.json = json;

    /// <summary>Writes them.</summary>
    public static void Write(MatrixResults results, Wording wording, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        new HtmlReportData(json).Write(results, wording);
    }

    private void Write(MatrixResults results, Wording wording)
    {
        var targets = results.Targets.Select((t, i) => (t.Name, i)).ToDictionary(t => t.Name, t => t.i);
        json.WriteStartObject();
        json.WriteString("conclusion", Conclusion.Verdict(results).Text);
        json.WriteBoolean("isGreen", results.ExitCode == ExitCodes.Green);
        if (SourceLinks.Base is { } sourceBase)
            json.WriteString("sourceBase", sourceBase);
        json.WriteString("startedAt", results.StartedAt);
        json.WriteNumber("durationMs", results.DurationMs);
        json.WriteString("again", wording.Again("{behaviour}", "{target}"));
        json.WritePropertyName("targets");
        JsonSerializer.Serialize(json, results.Targets, ResultsDocumentJson.Default.IReadOnlyListTargetReport);
        json.WritePropertyName("problems");
        JsonSerializer.Serialize(json, results.Problems, ResultsDocumentJson.Default.IReadOnlyListProblem);
        json.WriteStartArray("verdicts");
        foreach (var verdict in Enum.GetValues<Verdict>())
            json.WriteStringValue(verdict.ToString().ToLowerInvariant());
        json.WriteEndArray();
        json.WriteStartArray("behaviours");
        foreach (var behaviour in results.Behaviours)
            Write(behaviour, targets);
        json.WriteEndArray();
        json.WriteStartArray("sources");
        foreach (var behaviour in results.Behaviours)
            json.WriteNumberValue(IndexOf(behaviour.Source?.ToString()));
        json.WriteEndArray();
        json.WriteStartArray("texts");
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // [name, subject, its own backend's alone, cells...]
    private void Write(Behaviour behaviour, Dictionary<string, int> targets)
    {
        json.WriteStartArray();
        json.WriteStringValue(behaviour.Name);
        json.WriteNumberValue(IndexOf(behaviour.Subject));
        json.WriteNumberValue(behaviour.Shared ? 0 : 1);
        var answers = new Answers();
        foreach (var cell in behaviour.Cells)
            Write(cell, targets[cell.Target], answers.Of(cell));
        json.WriteEndArray();
        if (json.BytesPending > 1 << 16)
            json.Flush();
    }

    // [target, verdict, answer, ms, observations, sql, error, failure, reason, entry, kept, accepted, flaky, trace, where it failed], what is empty at the end left out.
    private void Write(Cell cell, int target, int answer)
    {
        ReadOnlySpan<int> rest =
        [
            IndexOf(cell.Error), IndexOf(cell.Failure is { } f ? Answer.Whole(f) : null), IndexOf(cell.Reason),
            IndexOf(cell.LedgerEntry), IndexOf(cell.Kept), cell.Accepted == true ? 1 : 0,
            IndexOf(cell.Flaky is { } flaky ? Wording.Of(flaky) : null), IndexOf(FailureTrace.Of(cell)), IndexOf(cell.FailedAt?.ToString()),
        ];
        var last = rest.LastIndexOfAnyExcept(0);
        json.WriteStartArray();
        json.WriteNumberValue(target);
        json.WriteNumberValue((int)cell.Verdict);
        json.WriteNumberValue(answer);
        json.WriteNumberValue(Math.Round(cell.DurationMs ?? 0, 2));
        if (last >= 0 || cell.Sql.Count > 0 || cell.Observations.Count > 0)
        {
            WriteTexts(cell.Observations.SelectMany(o => (string[])[o.Key, Answer.Whole(o.Value)]));
            WriteTexts(cell.Sql);
            foreach (var index in rest[..(last + 1)])
                json.WriteNumberValue(index);
        }

        json.WriteEndArray();
    }

    private void WriteTexts(IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteNumberValue(IndexOf(value));
        json.WriteEndArray();
    }

    private int IndexOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        if (!indexes.TryGetValue(text, out var index))
        {
            indexes[text] = index = texts.Count;
            texts.Add(text);
        }

        return index;
    }
}
