using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Matrix.Harness.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matrix.Harness.Containers;

/// <summary>The container engine of this machine, as Testcontainers finds it.</summary>
internal sealed class ContainerEngine : IDisposable
{
    private readonly string? endpoint;

    private ContainerEngine(string? endpoint, IDockerClient client)
    {
        this.endpoint = endpoint;
        Client = client;
    }

    public IDockerClient Client { get; }

    public Uri Address => Client.Options.Endpoint;

    /// <summary>Finds the engine and asks it for its version.</summary>
    /// <exception cref="SourceUnavailableException">None answers, or it is too old.</exception>
    public static async Task<ContainerEngine> ConnectAsync(string? endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var client = endpoint is null
                ? (TestcontainersSettings.OS.DockerEndpointAuthConfig ?? throw new DockerUnavailableException("no engine answers")).GetDockerClientBuilder().Build()
                : new DockerClientBuilder().WithEndpoint(new Uri(endpoint)).Build();
            await client.System.PingAsync(cancellationToken).ConfigureAwait(false);
            return new(endpoint, client);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ContainerFault.NoEngine(e);
        }
    }

    /// <summary>Has a builder make its container here, marked as this process's.</summary>
    public TBuilder Mark<TBuilder, TContainer, TConfiguration>(IContainerBuilder<TBuilder, TContainer, TConfiguration> builder)
        where TBuilder : IContainerBuilder<TBuilder, TContainer, TConfiguration>
        where TContainer : IContainer
        where TConfiguration : IContainerConfiguration
    {
        var marked = builder
            .WithLogger(NullLogger.Instance)
            // Its reaper is one more image to fetch and container to start; what a killed run leaves is known by its labels.
            .WithCleanUp(false)
            .WithLabel(ContainerLabels.Kind, ContainerLabels.Server)
            .WithLabel(ContainerLabels.Owner, ProcessStamp.Current.ToString());
        return endpoint is null ? marked : marked.WithDockerEndpoint(endpoint);
    }

    /// <summary>The id of an image, which is fetched when it is not here.</summary>
    public async Task<string> ImageIdAsync(string image, Action<string> report, CancellationToken cancellationToken)
    {
        try
        {
            return (await Client.Images.InspectImageAsync(image, cancellationToken).ConfigureAwait(false)).ID;
        }
        catch (DockerImageNotFoundException)
        {
            report($"fetching the image {image}; this happens once");
        }

        try
        {
            // Testcontainers knows the registries' credentials, and fetches only what it starts a container of.
            var fetching = Mark(new ContainerBuilder(image)).WithEntrypoint("sleep", "600").Build();
            await fetching.StartAsync(cancellationToken).ConfigureAwait(false);
            await RemoveAsync(fetching.Id).ConfigureAwait(false);
            return (await Client.Images.InspectImageAsync(image, cancellationToken).ConfigureAwait(false)).ID;
        }
        catch (Exception e) when (e is DockerApiException or InvalidOperationException)
        {
            throw ContainerFault.NoImage(image, e);
        }
    }

    /// <summary>Ends a container without waiting for it to end itself, and removes it; no matter if it is gone.</summary>
    public async Task RemoveAsync(string container)
    {
        try
        {
            await Client.Containers.RemoveContainerAsync(container, new() { Force = true, RemoveVolumes = true }).ConfigureAwait(false);
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody was quicker.
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // Its removal is under way.
        }
    }

    /// <summary>Removes a volume; no matter if it is gone, or a container still uses it.</summary>
    public async Task RemoveVolumeAsync(string volume)
    {
        try
        {
            await Client.Volumes.RemoveAsync(volume).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Whoever uses it needs it.
        }
    }

    /// <summary>How a container ended and what it said last, or <see langword="null"/> while it runs.</summary>
    public async Task<string?> LastWordsAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            var state = (await Client.Containers.InspectContainerAsync(container, cancellationToken).ConfigureAwait(false)).State;
            if (state!.Running)
                return null;
            var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "15" };
            using var log = await Client.Containers.GetContainerLogsAsync(container, parameters, cancellationToken).ConfigureAwait(false);
            var (output, errors) = await log.ReadOutputToEndAsync(cancellationToken).ConfigureAwait(false);
            return $"exit code {state.ExitCode}{(state.OOMKilled ? ", out of memory" : "")}. {(output + errors).Trim()}";
        }
        catch (DockerContainerNotFoundException)
        {
            return "the container was removed";
        }
    }

    public void Dispose() => Client.Dispose();
}
