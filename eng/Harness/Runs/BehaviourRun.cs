using System.Data.Common;
using System.Diagnostics;
using Matrix.Harness.Leases;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Runs;

/// <summary>One run of the behaviours on one target: its server, its leases, its ledger, its results.</summary>
/// <remarks>The server is started by <see cref="Begin"/>, or when the first test needs it. Disposing ends the server and the results file.</remarks>
public sealed class BehaviourRun : IAsyncDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Func<Action<string>, CancellationToken, Task<DatabaseServer>> startServer;
    private readonly Func<CancellationToken, Task<DatabaseServer>> startOwnServer;
    private readonly Lazy<Task<StartedServer>> server;
    private string? lost;

    /// <summary>Begins a run.</summary>
    /// <param name="backend">The backend's name.</param>
    /// <param name="target">The target to run.</param>
    /// <param name="options">What the environment asks.</param>
    /// <param name="startServer">Starts the target's server, and tells how the search for it goes.</param>
    /// <param name="startOwnServer">Starts another server of the target for one test; by default as the target's server is started.</param>
    /// <exception cref="MatrixException">The results file cannot be written.</exception>
    public BehaviourRun(
        string backend, Target target, RunOptions options, Func<Action<string>, CancellationToken, Task<DatabaseServer>> startServer, Func<CancellationToken, Task<DatabaseServer>>? startOwnServer = null)
    {
        Backend = backend;
        Target = target;
        Options = options;
        this.startServer = startServer;
        this.startOwnServer = startOwnServer ?? (token => startServer(static _ => { }, token));
        server = new(() => Task.Run(StartAsync));
        Results = new ResultsFile(options.ResultsPath, options.IsFollowed ? Console.OpenStandardError() : null);
    }

    /// <summary>The backend's name.</summary>
    public string Backend { get; }

    /// <summary>The target that runs.</summary>
    public Target Target { get; }

    /// <summary>What the environment asks.</summary>
    public RunOptions Options { get; }

    /// <summary>The differences that are expected. Set before the first test; none by default.</summary>
    public DifferenceLedger Ledger { get; set; } = DifferenceLedger.Empty;

    /// <summary>Where results go.</summary>
    public ResultsFile Results { get; }

    /// <summary>Lets the server start while the first tests are being prepared.</summary>
    /// <remarks>Errors reach those who ask for the server.</remarks>
    public void Begin() => _ = server.Value;

    /// <summary>The target's server, started by the first to ask unless it was before.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had, or is lost.</exception>
    public async Task<StartedServer> ServerAsync()
    {
        if (lost is not null)
            throw new ServerUnavailableException(lost);
        return await server.Value.ConfigureAwait(false);
    }

    /// <summary>Starts a server for one test that may change it.</summary>
    /// <returns>The server. The caller disposes it.</returns>
    /// <exception cref="ServerUnavailableException">None can be started, or the target's server is somebody's.</exception>
    public async Task<StartedServer> StartOwnServerAsync()
    {
        var running = await startOwnServer(CancellationToken.None).ConfigureAwait(false);
        return Started(running, isPrivate: true);
    }

    /// <summary>Asks, after a test has failed, whether its server is still there; if not, later tests are told at once.</summary>
    /// <returns>What to say of the loss, or <see langword="null"/> when the server lives.</returns>
    public async Task<string?> LossAsync()
    {
        if (lost is not null || !server.IsValueCreated || !server.Value.IsCompletedSuccessfully)
            return lost;
        if (await (await server.Value.ConfigureAwait(false)).Server.IsAliveAsync().ConfigureAwait(false))
            return null;

        var message = $"{Target.Name}: the server was lost while tests ran ({(await server.Value.ConfigureAwait(false)).Server.Source}). "
            + "Tests that it took along are marked unavailable, not failed. Look into the server's own log, then run again.";
        if (Interlocked.CompareExchange(ref lost, message, null) is null)
            Results.Append(new ServerMissing(message, Lost: true));
        return message;
    }

    /// <summary>Reads every database whole, when the last test has ended, and looks for what leaked.</summary>
    /// <returns>What leaked, as problems of the run.</returns>
    public async Task<IReadOnlyList<ProblemFound>> AuditAsync()
    {
        if (lost is not null || !server.IsValueCreated || await EndedAsync(server.Value).ConfigureAwait(false) is not { } ready)
            return [];
        try
        {
            return [.. (await ready.Leases.AuditAsync().ConfigureAwait(false)).Select(f => new ProblemFound(Verdict.Fail, "isolation", f.ToString()))];
        }
        catch (Exception e) when (e is DbException or ServerUnavailableException)
        {
            // A server that went away is told where a test needed it.
            return await ready.Server.IsAliveAsync().ConfigureAwait(false)
                ? [new(Verdict.Fail, "isolation", $"{Target.Name}: the databases could not be audited at the end of the run: {e.Message} Whether something leaked is not known; run again.")]
                : [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        LeaseStatistics? leases = null;
        try
        {
            if (server.IsValueCreated && await EndedAsync(server.Value).ConfigureAwait(false) is { } ready)
            {
                await ready.Leases.DisposeAsync().ConfigureAwait(false);
                leases = ready.Leases.Statistics;
                await ready.Server.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (lost is not null && e is not OutOfMemoryException)
        {
            // A server that is gone cannot be tidied, and its loss is already told.
        }
        finally
        {
            Results.Append(new RunEnded(Stopwatch.GetElapsedTime(started).TotalMilliseconds, leases));
            Results.Dispose();
        }
    }

    private async Task<StartedServer> StartAsync()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var running = await startServer(Tell, CancellationToken.None).ConfigureAwait(false);
            if (!Target.Matches(running.Engine))
                throw await MismatchAsync(running).ConfigureAwait(false);
            Results.Append(new ServerReady(running.Engine.Name, running.Engine.Version, running.Source, Stopwatch.GetElapsedTime(began).TotalMilliseconds, running.Settings));
            return Started(running, isPrivate: false);
        }
        catch (ServerUnavailableException e)
        {
            Results.Append(new ServerMissing(e.Message, Lost: false));
            throw;
        }
    }

    private StartedServer Started(DatabaseServer running, bool isPrivate) =>
        new(running, new LeasePool(running, isPrivate), new Judge(running.Engine, running.Describe, Options.NeedsReasons));

    // In the results, or on the screen where nobody reads results.
    private void Tell(string line)
    {
        Results.Append(new ServerSought(line));
        if (Options.ResultsPath is null)
            Console.WriteLine($"{Target.Name}: {line}");
    }

    private async Task<ServerUnavailableException> MismatchAsync(DatabaseServer running)
    {
        await running.DisposeAsync().ConfigureAwait(false);
        return new($"{Target.Name}: the server says that it is {running.Engine.Name} {running.Engine.Version} ({running.Source}). "
            + "Results under another engine's name would be wrong, so nothing was run. Point to the right server, or ask for the target that this one is.");
    }

    private static async Task<StartedServer?> EndedAsync(Task<StartedServer> start)
    {
        try
        {
            return await start.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The tests that asked for the server were given this error already.
            return null;
        }
    }
}
