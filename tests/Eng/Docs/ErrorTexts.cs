using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Tests.Eng.Docs;

/// <summary>Reads from C# what errors say.</summary>
internal static partial class ErrorTexts
{
    private const int Shortest = 12;

    /// <summary>Of each message's first sentence the first piece between holes that is long enough to be looked for.</summary>
    public static IEnumerable<string> In(string source)
    {
        var makers = Makers().Matches(source).SelectMany(m => TargetTyped().Matches(source[..EndOf(source, m)], m.Index + m.Length));
        return Calls().Matches(source).Concat(makers).Select(m => m.Index + m.Length).Order().SelectMany(at => FirstTexts(source, at))
            .Select(t => Regex.Match(t, @"^.*?(\.(?=\s|$)|$)", RegexOptions.Singleline).Value.Split(['\0', '\n']).FirstOrDefault(p => p.Length >= Shortest))
            .OfType<string>().Select(p => p.Trim());
    }

    // A method that makes an exception ends with its statement, or with its block.
    private static int EndOf(string source, Match maker) =>
        source.IndexOf(maker.Value.EndsWith('{') ? "\n    }" : ";\n", maker.Index, StringComparison.Ordinal) is >= 0 and var end ? end : source.Length;

    // The texts of the first argument that has any; one that only continues another is left out.
    private static List<string> FirstTexts(string source, int at)
    {
        var texts = new List<string>();
        for (var depth = 0; at < source.Length && depth >= 0; at++)
        {
            if (Opening().Match(source, at) is { Success: true } quote)
            {
                var isRest = source[..at].TrimEnd().EndsWith('+');
                var text = Read(source, ref at, quote);
                if (!isRest)
                    texts.Add(text);
            }
            else if (source[at] == ',' && depth == 0 && texts.Count > 0)
                break;
            else
                depth += source[at] is '(' or '[' or '{' ? 1 : source[at] is ')' or ']' or '}' ? -1 : 0;
        }

        return texts;
    }

    // Leaves the place at the closing quote. A hole is read as \0.
    private static string Read(string source, ref int at, Match opening)
    {
        var text = new StringBuilder();
        for (at += opening.Length; source[at] != '"'; at++)
        {
            if (source[at] == '\\' && !opening.Value.Contains('@'))
                text.Append(source[++at] == 'n' ? '\n' : source[at]);
            else if (source[at] != '{' || !opening.Value.Contains('$'))
                text.Append(source[at]);
            else
            {
                text.Append('\0');
                for (var depth = 1; depth > 0;)
                {
                    if (Opening().Match(source, ++at) is { Success: true } nested)
                        Read(source, ref at, nested);
                    else
                        depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
                }
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\b(new \w*Exception|new ProblemFound|AddError|Broken|[Ee]rror\.WriteLine(Async)?)\(|\bnew\(Verdict\.\w+,|\bOf\(outcome, ""[\w ]+"",|\bstatic string \w+\(string place, [^()]*\) =>")]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b\w*Exception[>?]* \w+\([^;{}]*\)\s*(=>|\{)")]
    private static partial Regex Makers();

    [GeneratedRegex(@"\bnew\(")]
    private static partial Regex TargetTyped();

    [GeneratedRegex(@"\G[$@]*""")]
    private static partial Regex Opening();
}
