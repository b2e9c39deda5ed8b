using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matrix.Tests.Eng.Harness.Containers;

/// <summary>Answers every request as a Docker engine of API 1.43 answers a newer client.</summary>
internal sealed class OldEngine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task answering;

    public OldEngine()
    {
        listener.Start();
        answering = Task.Run(AnswerAsync);
    }

    public string Address => $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await answering;
    }

    private async Task AnswerAsync()
    {
        const string Body = """{"message":"client version 1.44 is too new. Maximum supported API version is 1.43"}""";
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().ReadAtLeastAsync(new byte[16], 16, throwOnEndOfStream: false);
                var answer = $"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }
}
