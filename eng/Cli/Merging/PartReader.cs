using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Merging;

/// <summary>Reads what runs left: a results folder, a folder of such folders, a <c>results.json</c>, or a target's lines.</summary>
internal static class PartReader
{
    private const string Lines = "*.jsonl";

    /// <summary>Reads it. Of a folder, <c>results.json</c>; the targets' lines where a run did not live to write that.</summary>
    /// <exception cref="MatrixException">There is nothing, or a file is not what it should be.</exception>
    public static IReadOnlyList<Part> Read(string path)
    {
        if (File.Exists(path))
            return [ReadFile(path)];
        if (!Directory.Exists(path))
            throw new MatrixException($"There is no {path}. Name a results folder, a results.json or a <target>.jsonl.");
        return FilesIn(path) is { Count: > 0 } files
            ? [.. files.Select(ReadFile)]
            : throw new MatrixException($"{path} holds no results: neither a results.json nor a <target>.jsonl, nor does a folder in it. Name the folder that --results named.");
    }

    private static List<string> FilesIn(string path)
    {
        try
        {
            return FilesOf(path) is { Count: > 0 } files ? files : [.. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).SelectMany(FilesOf)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"The results in {path} cannot be read: {e.Message} Make the folder readable, or name another one.", e);
        }
    }

    private static List<string> FilesOf(string folder) => File.Exists(Path.Combine(folder, "results.json"))
        ? [Path.Combine(folder, "results.json")]
        : [.. Directory.EnumerateFiles(folder, Lines).Order(StringComparer.Ordinal)];

    private static Part ReadFile(string path) => Path.GetExtension(path) == ".jsonl" ? OfLines(path) : OfDocument(path);

    private static Part OfLines(string path)
    {
        var results = TargetResults.Read(path);
        if (results.Started is not { } started)
            throw new ResultsFileException(path, 1, results.Damage ?? "The file does not begin with which target it is of.");
        // How the test program ended is not known here. It ended well if it said so.
        var endedWell = results.Ended is not null && results.Problems.Count == 0 && results.NoServer is null && results.Cells.Values.All(c => c.Verdict.IsGreen());
        var outcome = new TargetOutcome(TargetOf(started.Target, started.Backend), Required: true, results) { ExitCode = endedWell ? 0 : 2, Broken = results.Damage, Logs = [Path.ChangeExtension(path, ".log")] };
        return new(path, [outcome], started.StartedAt.ToUniversalTime(), TimeSpan.FromMilliseconds(results.Ended?.DurationMs ?? 0), Cancelled: false, []);
    }

    private static Part OfDocument(string path)
    {
        var document = ResultsDocument.Read(path);
        var folder = Path.GetDirectoryName(path) ?? "";
        return new(
            path, [.. document.Targets.Select(t => OutcomeOf(t, document, folder))], document.StartedAt, TimeSpan.FromMilliseconds(document.DurationMs), document.Cancelled,
            [.. document.Cells.Where(c => c.Cell.Accepted == true).Select(c => (c.Behaviour.Name, c.Cell.Target))]);
    }

    private static TargetOutcome OutcomeOf(TargetReport report, MatrixResults document, string folder)
    {
        var results = new TargetResults();
        results.Add(LinesOf(report, document));
        return new(TargetOf(report.Name, report.Backend), report.Required, results)
        {
            Broken = report.Broken,
            Logs = [Path.Combine(folder, report.Name + ".log")],
            Flaky = document.Cells.Where(c => c.Cell.Target == report.Name && c.Cell.Flaky is not null).ToDictionary(c => c.Behaviour.Name, c => c.Cell.Flaky!),
        };
    }

    // What the target's own lines said, as far as the document tells.
    private static IEnumerable<ResultEvent> LinesOf(TargetReport report, MatrixResults document)
    {
        if (report.Suite is not null)
            yield return new RunStarted(RunStarted.CurrentVersion, report.Backend, report.Name, report.Suite, document.StartedAt) { Shard = report.Shard, Division = report.Division, Seed = report.Seed };
        if (report.Engine is not null)
            yield return new ServerReady(report.Engine, report.EngineVersion ?? "", report.Source ?? "", report.ReadyMs ?? 0, report.Settings);
        foreach (var (behaviour, cell) in document.Cells.Where(c => c.Cell.Target == report.Name))
            yield return cell.Judged(behaviour);
        foreach (var problem in document.Problems.Where(p => p.Target == report.Name))
            yield return new ProblemFound(problem.Verdict, problem.Name, problem.Message);
        if (report.Unavailable is not null)
            yield return new ServerMissing(report.Unavailable, report.Lost);
        if (report.Complete)
            yield return new RunEnded(report.DurationMs ?? 0, report.Leases);
    }

    private static Target TargetOf(string name, string backend)
    {
        var parts = name.Split('@', 2);
        return new(name, backend, parts[0], parts.ElementAtOrDefault(1));
    }
}
