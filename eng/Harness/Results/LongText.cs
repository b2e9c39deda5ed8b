using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Results;

/// <summary>Shortens what nobody reads to its end, so that it can still be told from another of its kind.</summary>
public static class LongText
{
    /// <summary>How many characters are shown whole.</summary>
    public const int Longest = 1000;

    private const int Shown = 200;
    private const int HashDigits = 12;

    /// <summary>A text each of whose lines is shortened where it is too long: its beginning, its length and its hash.</summary>
    /// <remarks>A text of the usual length comes back as it is.</remarks>
    public static string Shorten(string text) => text.Length <= Longest ? text : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(ShortenLine));

    /// <summary>An answer as JSON, shortened where it is too long. Length and hash are those of a text itself, without what JSON adds.</summary>
    public static string Spell(JsonNode? answer) =>
        answer is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > Longest } text
            ? $"{ObservedValue.Spell(JsonValue.Create(Beginning(text)))[..^1]}…\" {Measure(text)}"
            : ShortenLine(ObservedValue.Spell(answer));

    private static string ShortenLine(string line) => line.Length <= Longest ? line : $"{Beginning(line)}… {Measure(line)}";

    // Not in the middle of a character.
    private static string Beginning(string text) => text[..(char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown)];

    private static string Measure(string text) => string.Create(
        CultureInfo.InvariantCulture, $"({text.Length} characters, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits]}…)");
}
