using System.Diagnostics;
using Matrix.Cli.Accepting;
using Matrix.Cli.Building;
using Matrix.Cli.GitHub;
using Matrix.Cli.Merging;
using Matrix.Cli.Progress;
using Matrix.Cli.Reports;
using Matrix.Cli.Summaries;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;
using Spectre.Console;

namespace Matrix.Cli.Running;

/// <summary><c>matrix run</c>: builds, runs each target in a process of its own, merges, prints.</summary>
internal sealed class RunCommand(Repository repository, RunOptions asked, IAnsiConsole console, bool isCI, GitHubStep? gitHub = null)
{
    private readonly RunOptions options = asked.Failed ? RedIn(repository, asked) : asked;
    private readonly BackendBuild build = new(repository);

    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MatrixException">The command or a file is wrong.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (options.Failed && options.Filters.Count == 0)
        {
            console.WriteLine("Nothing was red in the last results, so there is nothing to run again.");
            return ExitCodes.Nothing;
        }

        var started = Stopwatch.GetTimestamp();
        var startedAt = DateTime.UtcNow;
        var targets = Targets();
        _ = TestFilter.ArgumentsFor(options.Filters);
        var ledger = DifferenceLedger.Read(repository.Behaviours);
        var durations = options.Durations is null ? null : ResultsDocument.Read(options.Durations);
        var folder = ResultsFolder.Prepare(options.Results ?? repository.DefaultResults, targets);
        if (durations is not null)
            folder.WriteDurations(targets, durations);

        var outcomes = await ShowAsync(targets, view => RunAsync(targets, folder, view, cancellationToken));

        var results = Merger.Merge(outcomes, cancellationToken.IsCancellationRequested, startedAt, Stopwatch.GetElapsedTime(started));
        var files = new LedgerFolder(repository.Behaviours, repository.LedgerSchema);
        var accepted = options.Accept && !results.Cancelled ? new Acceptance(files, ledger, isCI).Accept(results) : [];
        results = results.With(accepted);
        var wording = new Wording(repository, files, folder.Merged, OperatingSystem.IsWindows());
        ReportFolder.Write(results, folder.Path, wording);
        if (results.Behaviours.Count == 0 && options.Filters.Count > 0)
            PagePrinter.Print(NothingMatched.Write(options.Filters, repository.Subjects()), console);
        if (options.Accept && !results.Cancelled)
            PagePrinter.Print(AcceptedPage.Write(accepted, repository), console);
        var expected = accepted.Count > 0 ? DifferenceLedger.Read(repository.Behaviours) : ledger;
        var known = TargetList.Read(repository.TargetsFile).All;
        PagePrinter.Print(Summary.Write(results, expected, known, wording), console);
        gitHub?.Show(results, repository, ReportFolder.MarkdownIn(folder.Path));
        return results.ExitCode;
    }

    // xUnit selects methods, so a row that was red brings its theory along.
    private static RunOptions RedIn(Repository repository, RunOptions asked)
    {
        var red = ResultsDocument.Read(ResultsFolder.MergedIn(asked.Results ?? repository.DefaultResults)).Red.ToList();
        return asked with
        {
            Backend = asked.Backend.Length > 0 ? asked.Backend : string.Join(',', red.Select(r => r.Cell.Target).Distinct()),
            Filters = [.. red.Select(r => r.Behaviour.Name.Split('(')[0]).Distinct()],
        };
    }

    private List<Target> Targets()
    {
        var targets = TargetList.Read(repository.TargetsFile).Select(options.Backend);
        if (targets.Count == 0)
            throw new MatrixException($"'{options.Backend}' names no backend. Name an engine, a target, all or every with --backend.");
        return [.. targets.OrderBy(t => t.Image is null ? 0 : 1)];
    }

    private async Task<IReadOnlyList<TargetOutcome>> ShowAsync(List<Target> targets, Func<IProgressView, Task<IReadOnlyList<TargetOutcome>>> run)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
            return await run(new PlainProgress(console.Profile.Out.Writer));
        var view = new LiveProgress(targets);
        var running = run(view);
        await view.DrawAsync(console, running);
        return await running;
    }

    // A backend is built when the one before it is, and its targets start at once: the first answers while the next compiles.
    private async Task<IReadOnlyList<TargetOutcome>> RunAsync(List<Target> targets, ResultsFolder folder, IProgressView view, CancellationToken cancellationToken)
    {
        var running = new List<Task<TargetOutcome>>();
        var backends = targets.GroupBy(t => t.Backend).Select(b => (Project: repository.ProjectOf(b.Key), Targets: b.ToList())).ToList();
        foreach (var (project, itsTargets) in backends)
        {
            var runs = itsTargets.Select(t => new TargetRun(t, isCI || options.Names(t), options, folder, view)).ToList();
            var complaint = await BuildAsync(project, cancellationToken);
            running.AddRange(runs.Select(r => complaint is null ? r.RunAsync(project, cancellationToken) : Task.FromResult(r.NotRun(complaint))));
        }

        var outcomes = await Task.WhenAll(running);
        return [.. outcomes.OrderBy(o => targets.IndexOf(o.Target))];
    }

    private async Task<string?> BuildAsync(BackendProject project, CancellationToken cancellationToken)
    {
        try
        {
            return options.NoBuild ? build.Missing(project) : await build.BuildAsync(project, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return "The run was cancelled before it was built.";
        }
    }
}
