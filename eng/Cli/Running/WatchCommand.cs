using Matrix.Cli.Building;
using Matrix.Harness;
using Matrix.Harness.Targets;
using Spectre.Console;

namespace Matrix.Cli.Running;

/// <summary><c>matrix run --watch</c>: runs, waits for an edit, and runs again.</summary>
/// <param name="repository">The working copy that is watched.</param>
/// <param name="backend">What is run: targets that need no server, so that an answer comes at once.</param>
/// <param name="run">Runs once.</param>
/// <param name="console">Where it says that it waits. A terminal is cleared before each run, so that what stands there is the last result.</param>
internal sealed class WatchCommand(Repository repository, string backend, Func<CancellationToken, Task<int>> run, IAnsiConsole console)
{
    // An editor writes a file in several steps.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs until cancelled.</summary>
    /// <returns>The exit code: cancelled, unless nothing could be watched.</returns>
    /// <exception cref="MatrixException">A target needs a server.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (TargetList.Read(repository.TargetsFile).Select(backend).FirstOrDefault(t => t.Image is not null) is { } served)
            throw new MatrixException($"--watch is for targets that need no server, and {served.Name} does. Leave out --backend, or name sqlite.");

        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(repository.Root) { IncludeSubdirectories = true };
        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        watcher.EnableRaisingEvents = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            var ran = BuildInputs.Of(repository.Root).All;
            if (console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true })
                console.Clear();
            await TryRunAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                break;
            console.WriteLine("Waiting for a file to change. Ctrl+C ends.");
            await NextChangeAsync(ran, changed, cancellationToken);
        }

        return ExitCodes.Cancelled;

        void Note(object sender, FileSystemEventArgs change)
        {
            if (!change.FullPath.StartsWith(repository.Artifacts, StringComparison.Ordinal))
                changed.Release();
        }
    }

    // A file that does not compile, or a ledger that is broken, is mended by the next edit.
    private async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken);
        }
        catch (MatrixException e)
        {
            console.WriteLine(e.Message);
        }
    }

    private async Task NextChangeAsync(string? ran, SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                await changed.WaitAsync(cancellationToken);
                await Task.Delay(Settling, cancellationToken);
            }
            while (BuildInputs.Of(repository.Root).All is { } now && now == ran);
        }
        catch (OperationCanceledException)
        {
            // The caller sees the token.
        }
    }
}
