using Docker.DotNet.Models;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Containers;

public sealed class ContainerServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres@18")]
    [InlineData("mysql@9.7")]
    [InlineData("mariadb@11.8")]
    public async Task A_server_is_what_its_target_asks_for_has_its_settings_and_leaves_no_container(string target)
    {
        using var engine = await Machine.ImageAsync(Requests.Target(target).Image!);
        await using var server = await StartAsync(target);
        var container = await ContainerOfAsync(engine, server);

        Assert.Equal(target, server.Engine.ToString());
        Assert.Equal($"container {Requests.Target(target).Image}", server.Description);
        await ServerSettings.AreSetAsync(server);

        await server.DisposeAsync();
        Assert.Equal("the container was removed", await engine.LastWordsAsync(container.ID, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await VolumesAsync(engine), container.Mounts.Select(m => m.Name).Where(n => n is not null && !n.StartsWith("matrix-", StringComparison.Ordinal)).Contains);
    }

    [Fact]
    public async Task It_is_published_on_loopback_only_and_its_data_is_on_tmpfs()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        await using var server = await StartAsync("postgres@18");
        var container = await ContainerOfAsync(engine, server);

        Assert.All(container.NetworkSettings!.Ports!.Values.SelectMany(p => p ?? []), port => Assert.Equal("127.0.0.1", port.HostIP));
        Assert.Equal("/matrix/live/data", await server.AskAsync("show data_directory"));
        Assert.Contains("/matrix/live", container.HostConfig!.Tmpfs!.Keys);
    }

    [Fact]
    public async Task Its_password_is_its_own_and_on_no_command_line()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        await using var one = await StartAsync("postgres@18");
        await using var other = await StartAsync("postgres@18");
        var password = PasswordOf(one);
        var container = await ContainerOfAsync(engine, one);

        Assert.NotEqual(password, PasswordOf(other));
        var processes = await engine.Client.Containers.ListProcessesAsync(container.ID, new ContainerListProcessesParameters(), TestContext.Current.CancellationToken);
        Assert.NotEmpty(processes.Processes!);
        Assert.DoesNotContain(processes.Processes!.SelectMany(p => p).Concat(container.Args!), text => text.Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain(password, one.Description, StringComparison.Ordinal);
        var wrong = one.ConnectionString.Replace(password, "swordfish", StringComparison.Ordinal);
        Assert.Null(await Request("postgres@18").TryIdentifyAsync(wrong, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("postgres@18")]
    [InlineData("mysql@9.7")]
    [InlineData("mariadb@11.8")]
    public async Task Its_module_starts_nothing_in_it_and_writes_no_password_into_it(string target)
    {
        using var engine = await Machine.ImageAsync(Requests.Target(target).Image!);
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await using var server = await StartAsync(target);
        var container = await ContainerOfAsync(engine, server);

        Assert.Empty(await EventsAsync(engine, container, before, "exec_create"));
        Assert.NotEmpty(await EventsAsync(engine, container, before, "start"));
        Assert.Equal("", await OutputAsync(engine, container, "grep", "-rsl", PasswordOf(server), "/etc", "/root", "/tmp"));
    }

    [Fact]
    public async Task It_tells_how_it_ended()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        await using var server = await StartAsync("postgres@18");
        Assert.Null(await server.LastWordsAsync());

        await engine.Client.Containers.KillContainerAsync((await ContainerOfAsync(engine, server)).ID, new(), TestContext.Current.CancellationToken);

        Assert.StartsWith("exit code 137", await server.LastWordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_makes_no_data_directory()
    {
        using var engine = await Machine.ImageAsync("mariadb:11.8");
        await using (await StartAsync("mariadb@11.8")) { }
        await using var server = await StartAsync("mariadb@11.8");

        var container = await ContainerOfAsync(engine, server);
        var listed = await OutputAsync(engine, container, "ls", "/matrix/live");

        Assert.Contains("data", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("initialise.log", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_server_is_attached_to_until_its_image_is_another()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        var source = new ContainerSource();
        var request = Request("postgres@18", ("MATRIX_KEEP", "true"));
        await using var server = await source.StartAsync(request, TestContext.Current.CancellationToken);
        var kept = server.Kept!;
        try
        {
            await server.DisposeAsync();

            await using var attached = await source.AttachAsync(request, kept, TestContext.Current.CancellationToken);
            Assert.Equal("18", (await attached!.AskAsync("show server_version_num"))[..2]);
            Assert.Null(await source.AttachAsync(request, kept with { MadeOf = "sha256:0" }, TestContext.Current.CancellationToken));
            await engine.Client.Containers.StopContainerAsync(kept.Id, new() { WaitBeforeKillSeconds = 0 }, TestContext.Current.CancellationToken);
            Assert.Null(await source.AttachAsync(request, kept, TestContext.Current.CancellationToken));
        }
        finally
        {
            await source.RemoveAsync(kept);
        }
    }

    private Task<RunningServer> StartAsync(string target) => new ContainerSource().StartAsync(Request(target), TestContext.Current.CancellationToken);

    private ServerRequest Request(string target, params (string Name, string Value)[] variables) =>
        Requests.For(target, TestDrivers.For(Requests.Target(target).Engine), folder, variables);

    private static async Task<ContainerInspectResponse> ContainerOfAsync(ContainerEngine engine, RunningServer server)
    {
        var password = PasswordOf(server);
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Owner}={ProcessStamp.Current}"] = true } };
        foreach (var container in await engine.Client.Containers.ListContainersAsync(new() { Filters = filters }, TestContext.Current.CancellationToken))
        {
            var found = await engine.Client.Containers.InspectContainerAsync(container.ID, TestContext.Current.CancellationToken);
            if (found.Config!.Env!.Any(variable => variable.EndsWith(password, StringComparison.Ordinal)))
                return found;
        }

        throw new InvalidOperationException($"No container of this process is {server.Description}.");
    }

    private static async Task<List<Message>> EventsAsync(ContainerEngine engine, ContainerInspectResponse container, long since, string name)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["container"] = Only(container.ID), ["event"] = Only(name) };
        var events = new ContainerEventsParameters { Since = $"{since}", Until = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1}", Filters = filters };
        var found = new List<Message>();
        await engine.Client.System.MonitorEventsAsync(events, new Listed(found), TestContext.Current.CancellationToken);
        return found;

        static Dictionary<string, bool> Only(string value) => new() { [value] = true };
    }

    private static async Task<string> OutputAsync(ContainerEngine engine, ContainerInspectResponse container, params IList<string> command)
    {
        var started = await engine.Client.Exec.CreateContainerExecAsync(container.ID, new() { Cmd = command, AttachStdout = true }, TestContext.Current.CancellationToken);
        using var stream = await engine.Client.Exec.StartContainerExecAsync(started.ID, new(), TestContext.Current.CancellationToken);
        return (await stream.ReadOutputToEndAsync(TestContext.Current.CancellationToken)).stdout;
    }

    private static async Task<IEnumerable<string>> VolumesAsync(ContainerEngine engine) =>
        (await engine.Client.Volumes.ListAsync(TestContext.Current.CancellationToken)).Volumes!.Select(v => v.Name!);

    private static string PasswordOf(RunningServer server) =>
        (string)new System.Data.Common.DbConnectionStringBuilder { ConnectionString = server.ConnectionString }["Password"];

    // Progress<T> tells on another thread, and maybe after the end.
    private sealed class Listed(List<Message> messages) : IProgress<Message>
    {
        public void Report(Message value) => messages.Add(value);
    }
}
