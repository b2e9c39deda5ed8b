using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Matrix.Harness.Statements;

/// <summary>Spells a statement's parameters as a comment, for a person to read.</summary>
public static class ParameterText
{
    private const int LongestValue = 100;

    /// <summary>Spells them.</summary>
    /// <returns>The comment, or an empty text when there is no parameter.</returns>
    public static string Of(DbParameterCollection parameters)
    {
        if (parameters.Count == 0)
            return "";
        var text = new StringBuilder(" -- ");
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(parameter.ParameterName is { Length: > 0 } name ? name : $"${i + 1}").Append('=').Append(Spell(parameter.Value));
        }

        return text.Replace('\n', ' ').Replace('\r', ' ').ToString();
    }

    private static string Spell(object? value) => value switch
    {
        null or DBNull => "NULL",
        bool b => b ? "true" : "false",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        byte[] bytes => $"0x{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, LongestValue / 2)))}{(bytes.Length > LongestValue / 2 ? "..." : "")}",
        string s => $"'{Short(s)}'",
        IEnumerable sequence => $"{{{Short(string.Join(", ", sequence.Cast<object?>().Take(LongestValue).Select(Spell)))}}}",
        DateTime t => $"'{t:o}'",
        DateTimeOffset t => $"'{t:o}'",
        _ => $"'{Short(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}'",
    };

    private static string Short(string text) => text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "...");
}
