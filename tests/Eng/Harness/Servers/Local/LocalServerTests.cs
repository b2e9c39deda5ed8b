using System.Diagnostics;
using System.Net.NetworkInformation;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Local;

public sealed class LocalServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    [InlineData("mysql")]
    public async Task A_server_is_started_with_its_settings_and_leaves_nothing(string engine)
    {
        await using var server = await StartAsync(engine, new LocalSource());
        var work = FolderOf(server);
        var process = work.Server!;

        Assert.Equal(engine, server.Engine.Name);
        Assert.StartsWith("local /", server.Description, StringComparison.Ordinal);
        await ServerSettings.AreSetAsync(server);

        await server.DisposeAsync();
        Assert.True(process.HasEnded);
        Assert.False(Directory.Exists(work.Path));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    [InlineData("mysql")]
    public async Task On_loopback_a_server_has_a_password_which_no_command_line_shows(string engine)
    {
        LocalAddress? address = null;
        await using var server = await StartAsync(engine, new LocalSource(() => address = LocalAddress.Loopback(), WorkFolder.Places));

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == address!.Port);
        Assert.All(listening, l => Assert.Equal("127.0.0.1", l.Address.ToString()));
        Assert.NotEmpty(listening);
        Assert.NotEmpty(address!.Password);
        Assert.Contains(address.Password, server.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain(CommandLines(), line => line.Contains(address.Password, StringComparison.Ordinal));
        var wrong = server.ConnectionString.Replace(address.Password, "swordfish", StringComparison.Ordinal);
        Assert.Null(await Request(engine, server.Engine.Version).TryIdentifyAsync(wrong, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task On_a_socket_only_the_servers_account_may_enter_and_nothing_listens_on_the_network()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Servers are reached on loopback there.");
        await using var server = await StartAsync("postgres", new LocalSource());
        var work = FolderOf(server);

        FileModes.AreClosedToOthers(work.Path);
        Assert.Equal("", await server.AskAsync("show listen_addresses"));
    }

    [Fact]
    public async Task Started_by_root_a_server_runs_as_somebody_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root has another account run its servers.");
        await using var server = await StartAsync("postgres", new LocalSource());
        var work = FolderOf(server);

        var uid = File.ReadLines($"/proc/{work.Server!.Id}/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

        Assert.NotEqual("0", uid);
    }

    [Fact]
    public async Task A_data_directory_is_made_once()
    {
        var lines = new List<string>();
        await using (await StartAsync("postgres", new LocalSource(), lines.Add)) { }
        await using (await StartAsync("postgres", new LocalSource(), lines.Add)) { }

        Assert.Single(lines, l => l.Contains("this happens once", StringComparison.Ordinal));
    }

    /// <summary>The folder of a server that is reached by its socket.</summary>
    internal static WorkFolder FolderOf(RunningServer server) =>
        Assert.Single(WorkFolder.All(WorkFolder.Places), f => server.ConnectionString.Contains(f.Path, StringComparison.Ordinal));

    private async Task<RunningServer> StartAsync(string engine, LocalSource source, Action<string>? report = null)
    {
        var target = await Machine.ProgramsAsync(engine);
        var request = Requests.For(target, TestDrivers.For(engine), folder) with { Report = report ?? (_ => { }) };
        return await source.StartAsync(request, TestContext.Current.CancellationToken);
    }

    private ServerRequest Request(string engine, string version) =>
        Requests.For(new Matrix.Harness.Targets.Target("x", "x", engine, version), TestDrivers.For(engine), folder);

    private static IEnumerable<string> CommandLines() => Process.GetProcesses().Select(p =>
    {
        try
        {
            return File.ReadAllText($"/proc/{p.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    });
}
