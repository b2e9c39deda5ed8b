using System.Text.RegularExpressions;

namespace Matrix.Cli.Accepting;

/// <summary>Which of a test's statements asked what it observed: the last that does more than frame others.</summary>
internal static partial class Question
{
    private const int Longest = 400;

    /// <summary>The statement on one line, or <see langword="null"/> when there was none.</summary>
    public static string? Of(IReadOnlyList<string> statements) =>
        statements.LastOrDefault(Asks) is { } question ? Summaries.TextWrap.OneLine(question, Longest) : null;

    /// <summary>Whether a statement does more than frame others, as a savepoint does.</summary>
    public static bool Asks(string statement) => !Frame().IsMatch(statement);

    [GeneratedRegex(@"^\s*(SAVEPOINT|RELEASE|ROLLBACK|COMMIT|BEGIN|START\s+TRANSACTION|SET|PRAGMA|DROP)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Frame();
}
