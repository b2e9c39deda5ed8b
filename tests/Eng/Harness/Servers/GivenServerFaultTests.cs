using System.Data.Common;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>What real servers say that are given and cannot be used.</summary>
public sealed class GivenServerFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres@18", "MATRIX_POSTGRES")]
    [InlineData("mysql@9.7", "MATRIX_MYSQL")]
    [InlineData("mariadb@11.8", "MATRIX_MARIADB")]
    public async Task A_wrong_password(string target, string variable)
    {
        await using var server = await StartAsync(target);

        var error = await RefusalAsync(target, variable, With(server, "Password", "swordfish"));

        Assert.Contains($"The server in {variable} (", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Mend the user or the password in {variable}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres@18", "MATRIX_POSTGRES", "CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 2")]
    [InlineData("mysql@9.7", "MATRIX_MYSQL", "CREATE USER few IDENTIFIED BY 'few' WITH MAX_USER_CONNECTIONS 2")]
    [InlineData("mariadb@11.8", "MATRIX_MARIADB", "CREATE USER few IDENTIFIED BY 'few' WITH MAX_USER_CONNECTIONS 2")]
    public async Task No_free_connection(string target, string variable, string few)
    {
        await using var server = await StartAsync(target);
        await server.AskAsync(few);
        var address = With(server, "Password", "few", target.StartsWith("postgres", StringComparison.Ordinal) ? "Username" : "User ID", "few");
        await using var one = TestDrivers.Connect(server.Engine.Name, address);
        await using var two = TestDrivers.Connect(server.Engine.Name, address);
        await one.OpenAsync(TestContext.Current.CancellationToken);
        await two.OpenAsync(TestContext.Current.CancellationToken);

        var error = await RefusalAsync(target, variable, address);

        Assert.Contains("raise the server's limit (max_connections)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there()
    {
        var error = await RefusalAsync("postgres@18", "MATRIX_POSTGRES", $"Host=127.0.0.1;Port={FreePort()};Username=me;Timeout=5");

        Assert.Contains("Start that server, mend its address in MATRIX_POSTGRES, or unset MATRIX_POSTGRES", error.Message, StringComparison.Ordinal);
    }

    private async Task<RunningServer> StartAsync(string target)
    {
        using var engine = await Machine.ImageAsync(Requests.Target(target).Image!);
        return await new ContainerSource().StartAsync(Request(target), TestContext.Current.CancellationToken);
    }

    private Task<ServerUnavailableException> RefusalAsync(string target, string variable, string connectionString) =>
        Assert.ThrowsAsync<ServerUnavailableException>(() => new GivenSource().StartAsync(Request(target, (variable, connectionString)), TestContext.Current.CancellationToken));

    private ServerRequest Request(string target, params (string Name, string Value)[] variables) =>
        Requests.For(target, TestDrivers.For(Requests.Target(target).Engine), folder, variables);

    private static string With(RunningServer server, params string[] changes)
    {
        var address = new DbConnectionStringBuilder { ConnectionString = server.ConnectionString };
        foreach (var change in changes.Chunk(2))
            address[change[0]] = change[1];
        return address.ConnectionString;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
