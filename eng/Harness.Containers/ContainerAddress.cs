using System.Net;
using System.Net.Sockets;
using DotNet.Testcontainers.Containers;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Containers;

/// <summary>Where a started container is reached.</summary>
internal static class ContainerAddress
{
    /// <summary>Which address of the engine's machine containers are published on.</summary>
    public static string PublishedOn(ServerRequest request) => request.Variable("MATRIX_PUBLISH") is { Length: > 0 } address ? address : "127.0.0.1";

    /// <exception cref="SourceUnavailableException">The engine is on another machine, whose loopback cannot be reached from here.</exception>
    public static async Task<(string Host, int Port)> FindAsync(
        ServerRequest request, Uri engine, IContainer container, int port, CancellationToken cancellationToken)
    {
        var published = container.GetMappedPublicPort(port);
        if (request.Variable("MATRIX_PUBLISH") is { Length: > 0 })
            return (container.Hostname, published);
        if (engine.Scheme is not ("unix" or "npipe") && !engine.IsLoopback)
        {
            throw new SourceUnavailableException(
                $"the container engine at {engine} is on another machine, and containers are published on loopback only.",
                "Set MATRIX_PUBLISH to the address of that machine on which to publish them (0.0.0.0 for all), if its network is private.");
        }

        // Where this process runs in a container itself, loopback is not the engine's, but its network is shared.
        return await AcceptsAsync(published, cancellationToken).ConfigureAwait(false) ? ("127.0.0.1", published) : (container.IpAddress, port);
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
