using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Harness.Text;

/// <summary>Text that shows itself and steers nothing: neither a terminal, nor a CI service that reads commands from its log.</summary>
/// <remarks>
/// What an engine answers, a test prints or a file holds may be anything. Control characters other than tab and line break, those that
/// turn the direction of writing or are seen nowhere, halves of characters, and what begins a command of GitHub, Azure or TeamCity
/// come out as <c>\u001b</c>. All else stays as it is. What came out once comes out the same again.
/// </remarks>
public static partial class PlainText
{
    /// <summary>The text, safe to print.</summary>
    /// <param name="text">Any text, of one line or several. It is taken to begin on a line of its own.</param>
    public static string Of(string text) => Of([text])[0];

    /// <summary>The pieces of a text, safe to print one after the other.</summary>
    /// <param name="pieces">The pieces. A command that only several of them make is seen as well.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> pieces)
    {
        var text = pieces is [var only] ? only : string.Concat(pieces);
        var isBlankSoFar = true;
        var plain = new List<string>(pieces.Count);
        var at = 0;
        foreach (var piece in pieces)
        {
            var written = new StringBuilder(piece.Length);
            for (var end = at + piece.Length; at < end; at++)
            {
                var isPair = at + 1 < end && char.IsSurrogatePair(text[at], text[at + 1]);
                if (isPair && !IsTag(char.ConvertToUtf32(text[at], text[at + 1])))
                    written.Append(text[at]).Append(text[++at]);
                else if (IsForeign(text, at) || BeginsCommand(text, at, isBlankSoFar))
                    written.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
                else
                    written.Append(text[at]);
                isBlankSoFar = text[at] == '\n' || isBlankSoFar && char.IsWhiteSpace(text[at]);
            }

            plain.Add(written.Length == piece.Length ? piece : written.ToString());
        }

        return plain;
    }

    private static bool IsForeign(string text, int at) => text[at] switch
    {
        '\t' or '\n' => false,
        '\r' => at + 1 == text.Length || text[at + 1] != '\n',
        var c => char.IsControl(c) || char.IsSurrogate(c) || IsUnseen(c),
    };

    // Marks and embeddings of direction, line separators, the byte order mark, annotations and what is no character.
    private static bool IsUnseen(char c) =>
        c is '\u061c' or '\u200b' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\ufeff' or (>= '\ufff9' and <= '\ufffb') or '\ufffe' or '\uffff';

    private static bool IsTag(int rune) => rune is >= 0xe0000 and <= 0xe0fff;

    // GitHub reads `::name` after blanks, and GitHub, Azure and TeamCity read `##name[` anywhere.
    private static bool BeginsCommand(string text, int at, bool isBlankSoFar) => text[at] switch
    {
        ':' => isBlankSoFar && at + 1 < text.Length && text[at + 1] == ':',
        '#' => HashCommand().IsMatch(text.AsSpan(at)),
        _ => false,
    };

    [GeneratedRegex(@"\A##[A-Za-z0-9_.-]*\[")]
    private static partial Regex HashCommand();
}
