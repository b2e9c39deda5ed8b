using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;

namespace Matrix.Cli.Summaries;

/// <summary>An engine's answer in a few words.</summary>
internal static class Answer
{
    private const int Width = 40;

    private static readonly JsonSerializerOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as JSON; an error as its kind and codes. Cut where it is long.</summary>
    public static string Spell(JsonNode? value) => TextWrap.OneLine(Whole(value), Width);

    /// <summary>How a test fails. Cut where it is long.</summary>
    public static string Spell(ExpectedFailure failure) => TextWrap.OneLine(Whole(failure), Width);

    /// <summary>A value as JSON; an error as its kind and codes.</summary>
    public static string Whole(JsonNode? value) => value is JsonObject error && error["error"] is { } kind
        ? string.Join(' ', ((string?[])["error", kind.ToString(), error["sqlState"]?.ToString(), error["number"]?.ToString()]).Where(p => p is not null))
        : value?.ToJsonString(Spelling) ?? "null";

    /// <summary>A value as JSON, with its length and hash where it is too long to be read; an error as its kind and codes.</summary>
    public static string Brief(JsonNode? value) => value is JsonObject error && error["error"] is not null ? Whole(value) : LongText.Spell(value);

    /// <summary>How a test fails.</summary>
    public static string Whole(ExpectedFailure failure) => string.Join(
        ' ', ((string?[])["fails:", failure.Error, failure.SqlState, failure.Number?.ToString(CultureInfo.InvariantCulture), failure.Exception, failure.Message]).Where(p => p is not null));
}
