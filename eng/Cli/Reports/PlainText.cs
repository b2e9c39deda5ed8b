using System.Text;

namespace Matrix.Cli.Reports;

/// <summary>Text for formats that cannot hold every character: what engines answer may hold any.</summary>
internal static class PlainText
{
    private const char Pictures = '\u2400';
    private const char Unknown = '\ufffd';

    /// <summary>The text with a picture for each control character other than tab and line breaks, and nothing that is half a character.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsForeign))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                plain.Append(text[i]).Append(text[++i]);
            else
                plain.Append(IsForeign(text[i]) ? text[i] < ' ' ? (char)(Pictures + text[i]) : Unknown : text[i]);
        }

        return plain.ToString();
    }

    private static bool IsForeign(char c) => c is < ' ' and not ('\t' or '\n' or '\r') or '\u007f' or '\ufffe' or '\uffff' || char.IsSurrogate(c);
}
