using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Containers;

/// <summary>Passes what reaches a port of this machine's own address on to the engine's socket.</summary>
internal sealed class RemoteEngine : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly string socket;
    private readonly Task accepting;

    private RemoteEngine(IPAddress address, string socket)
    {
        this.socket = socket;
        listener = new TcpListener(address, 0);
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public string Address => $"tcp://{listener.LocalEndpoint}";

    public static async Task<RemoteEngine> StartAsync()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        if (engine.Address.Scheme != "unix")
            Assert.Skip($"The engine at {engine.Address} has no socket to pass connections on to.");
        var own = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        if (own is null)
            Assert.Skip("This machine has no address but loopback.");
        return new RemoteEngine(own, engine.Address.AbsolutePath);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassOnAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(socket));
            await using var stream = new NetworkStream(engine);
            await Task.WhenAny(client.GetStream().CopyToAsync(stream), stream.CopyToAsync(client.GetStream()));
        }
    }
}
