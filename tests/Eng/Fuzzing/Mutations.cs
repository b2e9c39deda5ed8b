using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace Matrix.Tests.Eng.Fuzzing;

/// <summary>Makes of a file that is right one that may be anything.</summary>
internal static partial class Mutations
{
    private static readonly string[] Tokens =
    [
        "null", "true", "{}", "[]", "[null]", "{\"\":null}", "\"\"", "\"x\"", "0", "-1", "1e308", "-1e308", "1e999", "99999999999999999999", "0.1", "2", "3",
        "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"::error::x\"", "\"sqlite\"", "\"../../x\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-01-01T00:00:00\"",
        "\"1/0\"", "\"2/1\"", "\"javascript:alert(1)\"", "{", "}", "[", "]", ",", ":", "\"", "\n", "\r\n", "\ufeff", "//", "NaN", "Infinity",
    ];

    /// <summary>Of one of the texts, as bytes: with values replaced, pieces cut, doubled or moved, bits turned over; or no such text at all.</summary>
    /// <param name="texts">Texts that are right.</param>
    public static Gen<byte[]> Of(params string[] texts)
    {
        var edit = Gen.Select(Gen.Int[0, 7], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, Tokens.Length - 1]);
        var edited = Gen.Select(Gen.Int[0, texts.Length - 1], edit.Array[0, 4]).Select((text, edits) => edits.Aggregate(Encoding.UTF8.GetBytes(texts[text]), (bytes, e) => Edit(bytes, e)));
        return Gen.Frequency((9, edited), (1, Gen.Byte.Array[0, 300]));
    }

    private static byte[] Edit(byte[] bytes, (int Kind, double At, double Length, int Token) edit)
    {
        if (bytes.Length == 0)
            return Encoding.UTF8.GetBytes(Tokens[edit.Token]);
        var at = (int)(edit.At * (bytes.Length - 1));
        var length = (int)(edit.Length * edit.Length * (bytes.Length - at));
        var token = Encoding.UTF8.GetBytes(Tokens[edit.Token]);
        return edit.Kind switch
        {
            0 or 1 or 2 => ReplaceToken(Encoding.UTF8.GetString(bytes), edit.At, Tokens[edit.Token]),
            3 => [.. bytes[..at], .. token, .. bytes[at..]],
            4 => [.. bytes[..at], .. bytes[(at + length)..]],
            5 => [.. bytes[..(at + length)], .. bytes[at..]],
            6 => bytes[..at],
            _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (edit.Token % 8))), .. bytes[(at + 1)..]],
        };
    }

    private static byte[] ReplaceToken(string text, double at, string token)
    {
        var matches = JsonToken().Matches(text);
        if (matches.Count == 0)
            return Encoding.UTF8.GetBytes(token);
        var match = matches[(int)(at * (matches.Count - 1))];
        return Encoding.UTF8.GetBytes(text[..match.Index] + token + text[(match.Index + match.Length)..]);
    }

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|-?\d[\d.eE+-]*|true|false|null|[{}\[\],:]")]
    private static partial Regex JsonToken();
}
