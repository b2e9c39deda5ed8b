using System.Data.Common;
using System.Net.Sockets;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers;

/// <summary>A server that the user names in a variable: a connection string or a URL.</summary>
/// <remarks>
/// The most exact variable wins: <c>MATRIX_MARIADB_11_8</c>, then <c>MATRIX_MARIADB</c>, then the backend's, <c>MATRIX_MYSQL</c>.
/// One that is set and fails is an error: another server in its place would not be what was asked for.
/// </remarks>
public sealed class GivenSource : ServerSource
{
    internal const string SourceName = "given";

    private readonly IReadOnlyList<Target> targets = [];
    private readonly Func<string, ServerDriver?> driverOf = static _ => null;

    /// <summary>Makes the source.</summary>
    public GivenSource() { }

    /// <summary>Makes a source that also knows what runs left on given servers.</summary>
    /// <param name="targets">Those whose variables may name a server.</param>
    /// <param name="driverOf">The driver of a backend, or <see langword="null"/> for one without servers.</param>
    public GivenSource(IReadOnlyList<Target> targets, Func<string, ServerDriver?> driverOf)
    {
        this.targets = targets;
        this.driverOf = driverOf;
    }

    /// <inheritdoc/>
    public override string Name => SourceName;

    /// <inheritdoc/>
    public override bool CanKeep => false;

    /// <inheritdoc/>
    public override async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var target = request.Target;
        var (variable, connectionString) = Find(target, request.Variable);
        if (request.IsAlone)
        {
            throw new ServerUnavailableException($"{target.Name}: a test with [OwnServer] changes its server, and the one in {variable} belongs to somebody, so the test was not run. "
                + $"Run without {variable} to have it run in a container.");
        }

        var engine = await IdentifyAsync(request, variable, connectionString, cancellationToken).ConfigureAwait(false);
        if (engine.Name != target.Engine)
        {
            throw new SourceUnavailableException(
                $"{variable} is a server of {engine.Name} {engine.Version}.",
                $"Set MATRIX_{target.Engine.ToUpperInvariant()} to the connection string or URL of a {target.Engine} server.");
        }

        return target.Matches(engine) ? new GivenServer(engine, connectionString, variable) : throw Mismatch(request, variable, engine);
    }

    /// <inheritdoc/>
    public override async Task<string> LookAsync(Target target, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        var (name, connectionString) = Find(target, variable);
        var described = $"{name} ({ServerAddress.Describe(connectionString)})";
        if (ServerAddress.EndPointOf(connectionString, target.Backend) is not { } endPoint)
            return described;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            await socket.ConnectAsync(endPoint, patience.Token).ConfigureAwait(false);
            return $"{described} answers";
        }
        catch (Exception e) when (e is SocketException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new MatrixException($"nothing answers at {described}. {Remedy(ErrorKind.ConnectionLost, name)}", e);
        }
    }

    private static (string Variable, string ConnectionString) Find(Target target, Func<string, string?> variable)
    {
        var variables = VariablesOf(target);
        var name = variables.FirstOrDefault(v => variable(v) is { Length: > 0 })
            ?? throw new SourceUnavailableException(
                $"{variables[^1]} is not set.",
                $"Set {variables[^1]} to the connection string or URL of a server, as {ServerAddress.Example(target.Backend)}.");
        return (name, ServerAddress.Parse(variable(name)!, target.Backend, name));
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Leftover>> FindLeftoversAsync(Func<string, string?> variable, CancellationToken cancellationToken)
    {
        var servers =
            from target in targets
            from name in VariablesOf(target)
            where driverOf(target.Backend) is not null && variable(name) is { Length: > 0 }
            let address = ServerAddress.Parse(variable(name)!, target.Backend, name)
            group (Variable: name, target.Backend) by address;
        var leftovers = new List<Leftover>();
        foreach (var server in servers)
            leftovers.AddRange(await FindLeftoversAsync(server.First().Variable, server.Key, driverOf(server.First().Backend)!, cancellationToken).ConfigureAwait(false));
        return leftovers;
    }

    /// <summary>The variables that may name a server for a target, the most exact first.</summary>
    public static IReadOnlyList<string> VariablesOf(Target target)
    {
        var (engine, version) = (target.Engine.ToUpperInvariant(), target.Version?.Replace('.', '_'));
        return [.. new[] { $"MATRIX_{engine}_{version}", $"MATRIX_{engine}", $"MATRIX_{target.Backend.ToUpperInvariant()}" }.Distinct()];
    }

    private static async Task<IReadOnlyList<Leftover>> FindLeftoversAsync(string variable, string address, ServerDriver driver, CancellationToken cancellationToken)
    {
        try
        {
            return await driver.FindLeftoversAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            return [new($"the server in {variable} ({ServerAddress.Describe(address)}), which says: {e.Message}", LeftoverState.OutOfReach, () => Task.CompletedTask)];
        }
    }

    private static async Task<EngineIdentity> IdentifyAsync(ServerRequest request, string variable, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Driver.IdentifyAsync(connectionString, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or TimeoutException or ArgumentException)
        {
            var kind = e is DbException refused ? request.Driver.Describe(refused).Kind : ErrorKind.ConnectionLost;
            throw new ServerUnavailableException(
                $"The server in {variable} ({ServerAddress.Describe(connectionString)}), given for {request.Target.Name}, says: {e.Message} {Remedy(kind, variable)} "
                + "No other source was tried, because a server was given.", e);
        }
    }

    private static string Remedy(ErrorKind kind, string variable) => kind switch
    {
        ErrorKind.AccessDenied => $"Mend the user or the password in {variable}.",
        ErrorKind.TooManyConnections => "Close connections that nobody needs, raise the server's limit (max_connections), or run with fewer workers.",
        _ => $"Start that server, mend its address in {variable}, or unset {variable} to have one started for you.",
    };

    private static MatrixException Mismatch(ServerRequest request, string variable, EngineIdentity engine) => new(
        $"The server in {variable} says that it is {engine.Name} {engine.Version}, and {request.Target.Name} was asked for. "
        + $"Ask for {engine} (add it to eng/targets.json if it is not there), or give a server of version {request.Target.Version}; "
        + $"MATRIX_{request.Target.Engine.ToUpperInvariant()}_{request.Target.Version?.Replace('.', '_')} gives one for this target alone.");
}

internal sealed class GivenServer(EngineIdentity engine, string connectionString, string variable) : RunningServer
{
    public override EngineIdentity Engine => engine;

    public override string ConnectionString => connectionString;

    public override string Description { get; } = $"given by {variable}: {ServerAddress.Describe(connectionString)}";

    public override bool IsGiven => true;
}
