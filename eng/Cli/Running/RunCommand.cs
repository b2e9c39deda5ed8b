using System.Diagnostics;
using Matrix.Cli.Accepting;
using Matrix.Cli.Building;
using Matrix.Cli.CommandLine;
using Matrix.Cli.GitHub;
using Matrix.Cli.Merging;
using Matrix.Cli.Progress;
using Matrix.Cli.Reports;
using Matrix.Cli.Summaries;
using Matrix.Cli.Writing;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;
using Spectre.Console;

namespace Matrix.Cli.Running;

/// <summary><c>matrix run</c>: builds, runs each target in a process of its own, merges, prints.</summary>
internal sealed class RunCommand(Repository repository, RunOptions options, IAnsiConsole console, bool isCI, GitHubStep? gitHub = null)
{
    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MatrixException">The command or a file is wrong.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var path = ResultsFolder.FullPath(options.Results ?? repository.DefaultResults);
        using var alone = await ResultsFolder.LockAsync(path, Tell, cancellationToken);
        return await ExecuteAsync(path, cancellationToken);
    }

    private async Task<int> ExecuteAsync(string path, CancellationToken cancellationToken)
    {
        if (options.Failed)
            options = RedIn(path);
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
        var folder = ResultsFolder.Prepare(path, targets);
        var unwritten = new Unwritten(Tell);
        if (durations is not null)
            folder.WriteDurations(targets, durations);

        var outcomes = await ShowAsync(targets, view => RunAsync(targets, folder, view, unwritten, cancellationToken));

        var results = Merger.Merge(outcomes, cancellationToken.IsCancellationRequested, startedAt, Stopwatch.GetElapsedTime(started));
        var files = new LedgerFolder(repository.Behaviours, repository.LedgerSchema);
        var accepted = options.Accept && !results.Cancelled ? new Acceptance(files, ledger, isCI).Accept(results) : [];
        results = results.With(accepted);
        var wording = new Wording(repository, files, folder.Merged, Spelling.IsPowerShell);
        ReportFolder.Write(results, folder.Path, wording, unwritten);
        // What does not build has no behaviours, whatever the filter.
        if (results.Behaviours.Count == 0 && options.Filters.Count > 0 && results.Targets.All(t => t.Broken is null))
            PagePrinter.Print(NothingMatched.Write(options.Filters, repository.Subjects()), console);
        if (options.Accept && !results.Cancelled)
            PagePrinter.Print(AcceptedPage.Write(accepted, repository), console);
        var expected = accepted.Count > 0 ? DifferenceLedger.Read(repository.Behaviours) : ledger;
        var known = TargetList.Read(repository.TargetsFile).All;
        PagePrinter.Print(new Summary(results, expected, known, wording, Screen.Of(console, options.Output)).Write(), console);
        if (options.Output.Open)
            Browser.Open(Path.Combine(folder.Path, ReportFolder.Page), console);
        gitHub?.Show(results, repository, MarkdownReport.Write(results, wording), unwritten);
        return unwritten.Conclude(results.ExitCode);
    }

    private void Tell(string line) => PagePrinter.Print(new Page().Line(line, Tone.Bad), console);

    // xUnit selects methods, so a row that was red brings its theory along.
    private RunOptions RedIn(string path)
    {
        var red = ResultsDocument.Read(ResultsFolder.MergedIn(path)).Red.ToList();
        return options with
        {
            Backend = options.Backend.Length > 0 ? options.Backend : string.Join(',', red.Select(r => r.Cell.Target).Distinct()),
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
        var board = new ProgressBoard(targets, TimeProvider.System);
        IProgressView view = options.Output.Quiet ? new NoProgress()
            : console.Profile is { Out.IsTerminal: true, Capabilities: { Interactive: true, Ansi: true } } ? new LiveProgress(board, console)
            : new PlainProgress(board, console.Profile.Out.Writer, TimeProvider.System);
        var running = Task.Run(() => run(view));
        await view.FollowAsync(running);
        var outcomes = await running;
        if (!options.Output.Quiet)
            console.WriteLine();
        return outcomes;
    }

    // A backend is built when the one before it is, and its targets start at once: the first answers while the next compiles.
    private async Task<IReadOnlyList<TargetOutcome>> RunAsync(List<Target> targets, ResultsFolder folder, IProgressView view, Unwritten unwritten, CancellationToken cancellationToken)
    {
        var running = new List<Task<TargetOutcome>>();
        var backends = targets.GroupBy(t => t.Backend).Select(b => (Project: repository.ProjectOf(b.Key), Targets: b.ToList())).ToList();
        foreach (var (project, itsTargets) in backends)
        {
            var runs = itsTargets.Select(t => new TargetRun(t, isCI || options.Names(t), options, folder, view, unwritten)).ToList();
            if (!options.NoBuild)
                runs.ForEach(r => r.Building());
            var program = await HoldAsync(project, cancellationToken);
            var its = runs.Select(r => program.Complaint is { } complaint ? Task.FromResult(r.NotRun(complaint)) : r.RunAsync(project, cancellationToken)).ToList();
            _ = Task.WhenAll(its).ContinueWith(_ => program.Dispose(), TaskScheduler.Default);
            running.AddRange(its);
        }

        var outcomes = await Task.WhenAll(running);
        return [.. outcomes.OrderBy(o => targets.IndexOf(o.Target))];
    }

    private async Task<BuiltProgram> HoldAsync(BackendProject project, CancellationToken cancellationToken)
    {
        try
        {
            return await new BackendBuild(repository, Tell).HoldAsync(project, options.NoBuild, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new("The run was cancelled before it was built.");
        }
    }
}
