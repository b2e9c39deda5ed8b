using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Cli.Summaries;
using Matrix.Harness.Results;
using Matrix.Harness.Text;

namespace Matrix.Cli.GitHub;

/// <summary>Red cells as GitHub's workflow commands, which it shows beside the lines of a change.</summary>
internal static class Annotations
{
    // GitHub shows no more than ten errors of a step.
    private const int Shown = 10;

    /// <summary>Writes one error a behaviour, and one a problem.</summary>
    /// <param name="results">What is red.</param>
    /// <param name="repository">The working copy, in which the tests are looked for.</param>
    /// <param name="output">Where GitHub reads.</param>
    public static void Write(MatrixResults results, Repository repository, TextWriter output)
    {
        var red = results.Red.GroupBy(r => r.Behaviour.Name).Select(r => Of(repository, r.First().Behaviour, [.. r.Select(c => c.Cell)]));
        var problems = results.Problems.Where(p => p.Verdict.IsRed()).GroupBy(p => p.Message)
            .Select(p => Error("", $"Matrix on {string.Join(", ", p.Select(t => t.Target).Distinct())}", p.Key));
        foreach (var error in red.Concat(problems).Take(Shown))
            output.WriteLine(error);
    }

    private static string Of(Repository repository, Behaviour behaviour, List<Cell> cells) => Error(
        PlaceOf(repository, behaviour, cells) is { } place ? $"file={Property(place.File)},line={place.Line}," : "",
        $"{behaviour.Name} on {string.Join(", ", cells.Select(c => c.Target))}",
        string.Join('\n', cells.DistinctBy(c => c.Error).Select(c => $"{c.Target}: {Wording.Of(c.Verdict)}. {LongText.Shorten(c.Error ?? "")}")));

    private static string Error(string place, string title, string message) => $"::error {place}title={Property(title)}::{Text(message)}";

    // The line that failed, where it is one of the test's file; else the test.
    private static SourcePlace? PlaceOf(Repository repository, Behaviour behaviour, List<Cell> cells) => behaviour.Source is not { } source
        ? Search(repository, behaviour.Name)
        : cells.SelectMany(c => c.Exceptions ?? []).Select(e => e.At).FirstOrDefault(p => p?.File == source.File) ?? source;

    // Results of version 1 do not say.
    private static SourcePlace? Search(Repository repository, string behaviour)
    {
        var (subject, method) = behaviour.Split('(')[0].Split('.') is [var first, var second] ? (first, second) : (behaviour, "");
        var tests = Path.Combine(repository.Root, "tests");
        foreach (var file in Directory.Exists(tests) ? Directory.EnumerateFiles(tests, subject + ".cs", SearchOption.AllDirectories) : [])
        {
            var line = File.ReadLines(file).Index().FirstOrDefault(l => l.Item.Contains($" {method}(", StringComparison.Ordinal));
            if (line.Item is not null)
                return new(repository.Shown(file), line.Index + 1);
        }

        return null;
    }

    // How workflow commands are escaped: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    private static string Text(string text) =>
        PlainText.Of(text).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Text(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
