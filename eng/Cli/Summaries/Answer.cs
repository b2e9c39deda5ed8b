using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>An engine's answer in a few words.</summary>
internal static class Answer
{
    private const int Width = 40;

    private static readonly JsonSerializerOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as JSON; an error as its kind and codes.</summary>
    public static string Spell(JsonNode? value) => Page.OneLine(
        value is JsonObject error && error["error"] is { } kind
            ? string.Join(' ', "error", kind, error["sqlState"], error["number"]).TrimEnd()
            : value?.ToJsonString(Spelling) ?? "null",
        Width);

    /// <summary>How a test is expected to fail.</summary>
    public static string Spell(ExpectedFailure failure) => Page.OneLine(
        string.Join(' ', ((string?[])["fails:", failure.Error, failure.SqlState, failure.Number?.ToString(), failure.Exception, failure.Message]).Where(p => p is not null)), Width);
}
