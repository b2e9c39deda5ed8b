using Matrix.Cli.CommandLine;
using Matrix.Cli.GitHub;
using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Matrix.Cli.Writing;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;
using Spectre.Console;

namespace Matrix.Cli.Reports;

/// <summary><c>matrix report</c>: makes one set of results, and every report, of what shards and machines left.</summary>
internal sealed class ReportCommand(Repository repository, ReportOptions options, IAnsiConsole console, GitHubStep? gitHub = null)
{
    /// <summary>Merges, writes, prints.</summary>
    /// <returns>The exit code, as of a run.</returns>
    /// <exception cref="MatrixException">There is nothing to merge, or it does not go together.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var inputs = options.Inputs.Count > 0 ? options.Inputs : [repository.DefaultResults];
        var targets = TargetList.Read(repository.TargetsFile);
        var results = Parts.Join([.. inputs.SelectMany(PartReader.Read)], options.Expect is { } names ? targets.Select(names) : [], targets.All);
        var folder = ResultsFolder.FullPath(options.Results ?? repository.DefaultResults);
        var unwritten = new Unwritten(Tell);
        using var alone = await ResultsFolder.LockAsync(folder, Tell, cancellationToken);
        var wording = new Wording(repository, new LedgerFolder(repository.Behaviours, repository.LedgerSchema), Path.Combine(folder, "results.json"), Spelling.IsPowerShell);
        ReportFolder.Write(results, folder, wording, unwritten);
        PagePrinter.Print(new Summary(results, DifferenceLedger.Read(repository.Behaviours), targets.All, wording, Screen.Of(console, options.Output)).Write(), console);
        if (options.Output.Open)
            Browser.Open(Path.Combine(folder, ReportFolder.Page), console);
        gitHub?.Show(results, repository, MarkdownReport.Write(results, wording), unwritten);
        return unwritten.Conclude(results.ExitCode);

        void Tell(string line) => PagePrinter.Print(new Page().Line(line, Tone.Bad), console);
    }
}
