using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Matrix.Harness.Servers.Local;

/// <summary>How one start of a local server is reached: by a socket in its own folder, or on loopback where there are none.</summary>
/// <param name="Port">The port on loopback, or <see langword="null"/> for the socket.</param>
/// <param name="Password">The administrator's password for this start; none on the socket, whose folder only its owner may enter. Never print it.</param>
internal sealed record LocalAddress(int? Port, string Password)
{
    public static LocalAddress Socket() => new(null, "");

    /// <summary>A port that is free now. Another may take it before the server does; the server then ends, and the next start takes another.</summary>
    public static LocalAddress Loopback()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(((IPEndPoint)listener.LocalEndpoint).Port, NewPassword());
    }

    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    // A record prints its members.
    public override string ToString() => Port is { } port ? $"127.0.0.1:{port}" : "socket";
}
