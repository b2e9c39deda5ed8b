using System.Security.Cryptography;
using Docker.DotNet;
using DotNet.Testcontainers.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Recipes;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Containers;

/// <summary>A private server in a container: published on loopback only, its data on tmpfs, with a password of its own.</summary>
/// <remarks>Nothing of Docker's libraries is loaded until a container is asked for.</remarks>
/// <param name="endpoint">The container engine's address; by default where Testcontainers finds it.</param>
public sealed class ContainerSource(string? endpoint = null) : ServerSource
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public override string Name => "container";

    /// <summary>Options of the tmpfs that holds the data. By default none: it may take half of the engine's memory.</summary>
    internal string DataOptions { get; init; } = "";

    /// <inheritdoc/>
    public override async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        if (request.Target.Image is not { } image || ServerRecipe.For(request.Target.Engine) is not { } recipe)
            throw new SourceUnavailableException($"{request.Target.Name} has no image.", "Name one in eng/targets.json.");
        var engine = await ContainerEngine.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        IContainer? container = null;
        try
        {
            var imageId = await engine.ImageIdAsync(image, request.Report, cancellationToken).ConfigureAwait(false);
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            container = new ContainerPlan(engine, request, recipe) { DataOptions = DataOptions }.Build(imageId, password);
            var (host, port) = await StartAsync(request, engine, container, recipe.Port, cancellationToken).ConfigureAwait(false);
            var connectionString = recipe.ConnectionString(host, port, password);
            var identity = await new Readiness(request, $"the container {image}")
                .WaitAsync(connectionString, BetweenAttempts, c => new(engine.LastWordsAsync(container.Id, c)), cancellationToken).ConfigureAwait(false);
            var server = new KeptServer(Name, request.Target.Name, container.Id, imageId, connectionString, $"container {image}");
            return new ContainerServer(engine, identity, server, recipe, request.Keep);
        }
        catch
        {
            if (container is { State: not TestcontainersStates.Undefined })
                await engine.RemoveAsync(container.Id).ConfigureAwait(false);
            engine.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<string> LookAsync(Target target, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        var image = target.Image ?? throw new SourceUnavailableException($"{target.Name} has no image.", "Name one in eng/targets.json.");
        using var engine = await ContainerEngine.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        try
        {
            _ = await engine.Client.Images.InspectImageAsync(image, cancellationToken).ConfigureAwait(false);
            return $"image {image}";
        }
        catch (DockerImageNotFoundException)
        {
            return $"image {image}, to be fetched";
        }
    }

    /// <summary>What the container engine says that it is.</summary>
    /// <exception cref="SourceUnavailableException">None answers, or it is too old.</exception>
    public async Task<string> DescribeEngineAsync(CancellationToken cancellationToken)
    {
        using var engine = await ContainerEngine.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var version = await engine.Client.System.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        return $"{version.Version}, API {version.APIVersion}, at {engine.Address}";
    }

    /// <inheritdoc/>
    public override async Task<RunningServer?> AttachAsync(ServerRequest request, KeptServer kept, CancellationToken cancellationToken)
    {
        ContainerEngine? engine = null;
        try
        {
            var identifying = request.TryIdentifyAsync(kept.ConnectionString, cancellationToken);
            engine = await ContainerEngine.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            var image = await engine.Client.Images.InspectImageAsync(request.Target.Image!, cancellationToken).ConfigureAwait(false);
            if (image.ID == kept.MadeOf && await identifying.ConfigureAwait(false) is { } identity)
                return new ContainerServer(engine, identity, kept, ServerRecipe.For(request.Target.Engine)!, isKept: true);
        }
        catch (Exception e) when (e is DockerApiException or SourceUnavailableException)
        {
            // What cannot be checked is not used.
        }

        engine?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(KeptServer kept)
    {
        using var engine = await ContainerEngine.ConnectAsync(endpoint, CancellationToken.None).ConfigureAwait(false);
        await engine.RemoveAsync(kept.Id).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Leftover>> FindLeftoversAsync(Func<string, string?> variable, CancellationToken cancellationToken)
    {
        try
        {
            using var engine = await ContainerEngine.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return await new ContainerLeftovers(engine, () => ContainerEngine.ConnectAsync(endpoint, CancellationToken.None)).FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SourceUnavailableException)
        {
            // Without an engine there is nothing that it could have kept running.
            return [];
        }
    }

    private static async Task<(string Host, int Port)> StartAsync(
        ServerRequest request, ContainerEngine engine, IContainer container, int port, CancellationToken cancellationToken)
    {
        var image = request.Target.Image!;
        try
        {
            await container.StartAsync(cancellationToken).ConfigureAwait(false);
            return await ContainerAddress.FindAsync(request, engine.Address, container, port, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw ContainerFault.NotStarted(image, ContainerFault.Innermost(e), e);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            // The ports of a container that has ended already are not there to be found.
            throw ContainerFault.NotStarted(image, await engine.LastWordsAsync(container.Id, cancellationToken).ConfigureAwait(false) ?? e.Message, e);
        }
    }
}
