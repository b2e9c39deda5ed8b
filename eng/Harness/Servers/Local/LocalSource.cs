
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers.Local;

/// <summary>A private server started from the programs on this machine: reached by a socket in its own folder, its data on tmpfs where there is one.</summary>
public sealed class LocalSource : ServerSource
{
    private const int Attempts = 3;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(5);
    private readonly Func<LocalAddress> newAddress;
    private readonly IEnumerable<string> places;

    /// <summary>Makes the source.</summary>
    public LocalSource() : this(OperatingSystem.IsWindows() ? LocalAddress.Loopback : LocalAddress.Socket, WorkFolder.Places) { }

    internal LocalSource(Func<LocalAddress> newAddress, IEnumerable<string> places)
    {
        this.newAddress = newAddress;
        this.places = places;
    }

    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    public override async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var engine = EngineOf(request.Target);
        var prepared = PreparedData.Of(request.Variable);
        var programs = await LocalPrograms
            .FindAsync(request.Target, engine, program => prepared.MakerOf(engine, program, ServerAccount.For(engine.Recipe.Account)), cancellationToken).ConfigureAwait(false);
        var account = ServerAccount.For(engine.Recipe.Account);
        for (var attempt = 1; ; attempt++)
        {
            var folder = WorkFolder.Create(places, request.KeptIn);
            try
            {
                return await StartAsync(request, engine, programs, account, folder, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                var portTaken = e is SourceUnavailableException && folder.LogEnd().Contains("in use", StringComparison.OrdinalIgnoreCase);
                await folder.EndAsync(engine.EndSignal).ConfigureAwait(false);
                if (!portTaken || attempt == Attempts)
                    throw;
                request.Report("the port was taken meanwhile; trying another");
            }
        }
    }

    private async Task<RunningServer> StartAsync(
        ServerRequest request, LocalEngine engine, LocalPrograms programs, ServerAccount account, WorkFolder folder, CancellationToken cancellationToken)
    {
        await account.OwnAsync(folder.Path, cancellationToken).ConfigureAwait(false);
        await PreparedData.Of(request.Variable).FillAsync(folder, engine, programs, account, request.Report, cancellationToken).ConfigureAwait(false);
        var address = newAddress();
        await engine.AdmitAsync(folder, programs.Program, address, account, cancellationToken).ConfigureAwait(false);
        string[] command = [programs.Program, .. engine.Arguments(folder, address), .. engine.Recipe.Arguments];
        var process = await ServerProcess.StartAsync(folder, account.Run(command), cancellationToken).ConfigureAwait(false);
        var connectionString = engine.ConnectionString(folder, address);
        var readiness = new Readiness(request, programs.Program) { IsListening = () => address.Port is not null || engine.IsListening(folder) };
        var identity = await readiness
            .WaitAsync(connectionString, BetweenQuestions, _ => new(process.HasEnded ? folder.LogEnd() : null), cancellationToken).ConfigureAwait(false);
        // Whoever has taken the port meanwhile may answer in its place.
        if (process.HasEnded)
            throw new SourceUnavailableException($"{programs.Program} ended, and another server answers at {address}: {folder.LogEnd()}", "Run again.");
        var server = new KeptServer(Name, request.Target.Name, folder.Path, programs.Build, connectionString, $"local {programs.Program}");
        return new LocalServer(engine, folder, process, identity, server, request.Keep);
    }

    /// <inheritdoc/>
    public override async Task<string> LookAsync(Target target, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        var programs = await LocalPrograms.FindAsync(target, EngineOf(target), _ => null, cancellationToken).ConfigureAwait(false);
        return $"{programs.Program} {programs.Identity.Version}";
    }

    /// <inheritdoc/>
    public override async Task<RunningServer?> AttachAsync(ServerRequest request, KeptServer kept, CancellationToken cancellationToken)
    {
        var folder = WorkFolder.At(kept.Id);
        return LocalEngine.For(request.Target.Engine) is { } engine
            && folder.Server is { HasEnded: false } process
            && LocalPrograms.BuildOf(kept.MadeOf.Split('|')[0]) == kept.MadeOf
            && await request.TryIdentifyAsync(kept.ConnectionString, cancellationToken).ConfigureAwait(false) is { } identity
                ? new LocalServer(engine, folder, process, identity, kept, isKept: true)
                : null;
    }

    /// <inheritdoc/>
    public override Task RemoveAsync(KeptServer kept) => WorkFolder.At(kept.Id).EndAsync("QUIT");

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Leftover>> FindLeftoversAsync(Func<string, string?> variable, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Leftover>>(
        [
            .. WorkFolder.All(places).Where(folder => folder.Owner!.IsHere).Select(folder => new Leftover(
                $"local server in {folder.Path}", Leftover.StateOf(folder.Path, folder.Owner!, folder.KeptIn), () => folder.EndAsync("QUIT")) { Owner = folder.Owner }),
            .. PreparedData.Of(variable).All().Select(path => new Leftover(
                $"prepared data in {path}", LeftoverState.Kept, () => Task.Run(() => Directory.Delete(path, recursive: true)))),
        ]);

    private static LocalEngine EngineOf(Target target) =>
        LocalEngine.For(target.Engine) ?? throw new SourceUnavailableException($"{target.Name} has no server.", "Ask for a target that has one.");
}
