using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Results;

/// <summary>What JSON allows in results and no run of Matrix writes.</summary>
internal static class LineCheck
{
    /// <summary>The longest time that results may tell, in milliseconds: ten years.</summary>
    public const double LongestMs = 10.0 * 365 * 24 * 3600 * 1000;

    /// <summary>What is wrong with a line, or <see langword="null"/>.</summary>
    public static string? Complaint(ResultEvent line) => line switch
    {
        CellJudged cell => Time(cell.DurationMs) ?? Verdict(cell.Verdict) ?? Texts(cell.Sql),
        CellsBound bound => Texts(bound.Names),
        ServerReady server => Time(server.ReadyMs),
        ProblemFound problem => Verdict(problem.Verdict),
        RunEnded ended => Time(ended.DurationMs),
        _ => null,
    };

    /// <summary>What is wrong with a time in milliseconds, or <see langword="null"/>.</summary>
    public static string? Time(double? ms) => ms is null or (>= 0 and <= LongestMs) ? null : $"nothing takes {ms} ms";

    /// <summary>What is wrong with a verdict, or <see langword="null"/>: JSON's reader takes a number for any.</summary>
    public static string? Verdict(Verdict verdict) => Enum.IsDefined(verdict) ? null : $"there is no verdict {verdict}";

    /// <summary>What is wrong with a list of texts, or <see langword="null"/>.</summary>
    public static string? Texts(IEnumerable<string> texts) => texts.Contains(null) ? "a list holds null for a text" : null;
}
