using System.Text.Json;
using Matrix.Harness.Results;

namespace Matrix.Tests.Eng.Throwaway;

/// <summary>What a run of a throwaway backend said, and what it wrote to its results file.</summary>
internal sealed class ThrowawayRun(FinishedProcess finished, string results)
{
    public int ExitCode => finished.ExitCode;

    public string Output => finished.Output;

    public IReadOnlyList<ResultEvent> Events { get; } =
        [.. (File.Exists(results) ? File.ReadLines(results) : []).Select(line => JsonSerializer.Deserialize(line, ResultJson.Default.ResultEvent)!)];

    public IEnumerable<CellJudged> Cells => Events.OfType<CellJudged>();

    /// <summary>The one cell; the process ended with the code given and said what is given.</summary>
    public CellJudged Cell(int exitCode, params string[] saying)
    {
        finished.Ended(exitCode, saying);
        return Cells.Single();
    }

    /// <summary>The one problem; the process ended with the code given and said what is given.</summary>
    public ProblemFound Problem(int exitCode, params string[] saying)
    {
        finished.Ended(exitCode, saying);
        return Events.OfType<ProblemFound>().Single();
    }

    public void Ended(int exitCode, params string[] saying) => finished.Ended(exitCode, saying);
}
