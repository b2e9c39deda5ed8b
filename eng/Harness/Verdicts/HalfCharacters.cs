using System.Globalization;
using System.Text;

namespace Matrix.Harness.Verdicts;

/// <summary>Text that holds half of a surrogate pair, which neither JSON nor a file can: what is written reads back as something else.</summary>
internal static class HalfCharacters
{
    /// <summary>The text with each half spelled by its number: <c>\ud83d</c>.</summary>
    public static string Spell(string text)
    {
        if (!text.Any(char.IsSurrogate))
            return text;
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                whole.Append(text[i]).Append(text[++i]);
            else if (char.IsSurrogate(text[i]))
                whole.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                whole.Append(text[i]);
        }

        return whole.ToString();
    }
}
