
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
        var engine = LocalEngine.For(request.Target.Engine)
            ?? throw new SourceUnavailableException($"{request.Target.Name} has no server.", "Ask for a target that has one.");
        var programs = await LocalPrograms.FindAsync(request.Target, engine, cancellationToken).ConfigureAwait(false);
        var account = ServerAccount.For(engine.Recipe.Account);
        for (var attempt = 1; ; attempt++)
        {
            var folder = WorkFolder.Create(places);
            try
            {
                return await StartAsync(request, engine, programs, account, folder, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                var portTaken = e is SourceUnavailableException && folder.LogEnd().Contains("in use", StringComparison.OrdinalIgnoreCase);
                await EndAsync(engine, folder).ConfigureAwait(false);
                if (!portTaken || attempt == Attempts)
                    throw;
                request.Report($"{request.Target.Name}: the port was taken meanwhile; trying another");
            }
        }
    }

    private async Task<RunningServer> StartAsync(
        ServerRequest request, LocalEngine engine, LocalPrograms programs, ServerAccount account, WorkFolder folder, CancellationToken cancellationToken)
    {
        await account.OwnAsync(folder.Path, cancellationToken).ConfigureAwait(false);
        var prepared = new PreparedData(Path.Combine(PrivateFiles.CacheFolder(request.Variable), "prepared"));
        await prepared.FillAsync(folder, engine, programs, account, line => request.Report($"{request.Target.Name}: {line}"), cancellationToken).ConfigureAwait(false);
        var address = newAddress();
        await engine.AdmitAsync(folder, programs.Program, address, account, cancellationToken).ConfigureAwait(false);
        string[] command = [programs.Program, .. engine.Arguments(folder, address), .. engine.Recipe.Settings.Select(s => s.Argument)];
        var process = await ServerProcess.StartAsync(folder, account.Run(command), cancellationToken).ConfigureAwait(false);
        var connectionString = engine.ConnectionString(folder, address);
        var identity = await new Readiness(request, programs.Program)
            .WaitAsync(connectionString, BetweenQuestions, _ => new(process.HasEnded ? folder.LogEnd() : null), cancellationToken).ConfigureAwait(false);
        return new LocalServer(engine, folder, programs, process, identity, connectionString);
    }

    internal static async Task EndAsync(LocalEngine engine, WorkFolder folder)
    {
        if (folder.Server is { } server)
            await ServerProcess.EndAsync(server, engine.EndSignal).ConfigureAwait(false);
        folder.Delete();
    }
}
