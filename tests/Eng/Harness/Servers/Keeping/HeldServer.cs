using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Keeping;

/// <summary>This test program, started once more to hold a server, and killed while it does.</summary>
internal static class HeldServer
{
    private const string PortVariable = "TESTS_TELL_PORT";

    /// <summary>Starts the run, waits until it has its server, and ends it by kill -9.</summary>
    public static Task<ProcessStamp> KillAsync(TemporaryFolder folder, string method, params IEnumerable<(string Name, string Value)> variables) =>
        EndAsync("KILL", folder, method, variables);

    /// <summary>Starts the run, waits until it has its server, and ends it by a signal.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="method">The explicit test that is the run: it has its server, and then calls <see cref="TellAndWaitAsync"/>.</param>
    /// <param name="variables">What is set for it.</param>
    /// <returns>The process that was ended.</returns>
    public static async Task<ProcessStamp> EndAsync(string signal, TemporaryFolder folder, string method, IEnumerable<(string Name, string Value)> variables)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var start = new ProcessStartInfo("dotnet", [typeof(HeldServer).Assembly.Location, "--explicit", "only", "--filter-method", $"*.{method}"])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["XDG_STATE_HOME"] = folder.PathOf("state");
        start.Environment["XDG_CACHE_HOME"] = folder.PathOf("cache");
        start.Environment[PortVariable] = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var told = listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        if (await Task.WhenAny(told, output) == output)
            Assert.Fail($"The run ended before it had a server: {await output}");

        using var client = await told;
        using var reader = new StreamReader(client.GetStream());
        var stamp = ProcessStamp.Parse(await reader.ReadLineAsync(TestContext.Current.CancellationToken))!;
        await Command.RunAsync(["kill", $"-{signal}", $"{run.Id}"], "", TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return stamp;
    }

    /// <summary>In the run: says that it has its server, and waits for the end.</summary>
    public static async Task TellAndWaitAsync()
    {
        using var client = new TcpClient();
        var port = int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, CultureInfo.InvariantCulture);
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await using var writer = new StreamWriter(client.GetStream());
        await writer.WriteLineAsync(ProcessStamp.Current.ToString());
        await writer.FlushAsync(TestContext.Current.CancellationToken);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }
}
