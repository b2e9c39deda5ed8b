using Matrix.Cli.Merging;
using Matrix.Cli.Writing;

namespace Matrix.Cli.GitHub;

/// <summary>A step of a GitHub workflow, which shows more than its log.</summary>
/// <param name="summary">The file that becomes the step's summary; <see langword="null"/> when there is none.</param>
/// <param name="output">The step's log.</param>
internal sealed class GitHubStep(string? summary, TextWriter output)
{
    /// <summary>The step that this process runs in, or <see langword="null"/> elsewhere.</summary>
    public static GitHubStep? Current => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true"
        ? new(Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? file : null, Console.Out)
        : null;

    /// <summary>Marks what is red at its lines, and makes the report the step's summary.</summary>
    /// <param name="results">The results.</param>
    /// <param name="repository">The working copy, in which the tests are looked for.</param>
    /// <param name="report">The report, in Markdown.</param>
    /// <param name="unwritten">Told when the summary cannot be written.</param>
    public void Show(MatrixResults results, Repository repository, string report, Unwritten unwritten)
    {
        Annotations.Write(results, repository, output);
        if (summary is null)
            return;
        try
        {
            File.AppendAllText(summary, report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            unwritten.Add($"The step's summary {summary}", e.Message);
        }
    }
}
