using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Keeping;

public sealed class KeptServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeSource source = new("local");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_next_run_attaches_to_a_server_that_was_kept()
    {
        await using (await StartAsync(keep: true)) { }

        await using var server = await StartAsync(keep: false);

        Assert.Equal("local server 1", server.Description);
        Assert.Equal(1, source.Started);
    }

    [Fact]
    public async Task A_server_that_was_not_to_be_kept_is_not_attached_to()
    {
        await using (await StartAsync(keep: false)) { }

        await using var server = await StartAsync(keep: false);

        Assert.Equal("local server 2", server.Description);
    }

    [Fact]
    public async Task Two_runs_at_once_start_one_server_between_them()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StartAsync(keep: true))));

        Assert.Equal(1, source.Started);
        Assert.All(servers, server => Assert.Equal("local server 1", server.Description));
    }

    [Fact]
    public async Task A_kept_server_that_is_gone_or_out_of_date_is_replaced()
    {
        await using (await StartAsync(keep: true)) { }
        source.IsCurrent = false;

        await using (await StartAsync(keep: true)) { }

        source.IsCurrent = true;
        await using var server = await StartAsync(keep: false);
        Assert.Equal("local server 2", server.Description);
        Assert.Equal(["local 1"], source.Removed);
    }

    [Fact]
    public async Task A_server_that_is_out_of_date_is_not_removed_under_a_run_that_uses_it()
    {
        await using var using1 = await StartAsync(keep: true);
        source.IsCurrent = false;

        await using var using2 = await StartAsync(keep: true);

        Assert.Empty(source.Removed);
        Assert.Equal("local server 2", using2.Description);
    }

    [Fact]
    public async Task Another_target_or_another_image_is_another_server()
    {
        await using (await StartAsync(keep: true)) { }
        var other = Requests.For(Requests.Target("postgres@18") with { Image = "registry.example/postgres:18" }, new FakeDriver(), folder);

        await using var server = await new ServerSources([source]).StartAsync(other, TestContext.Current.CancellationToken);

        Assert.Equal("local server 2", server.Description);
    }

    [Fact]
    public async Task Nobody_else_can_read_what_tells_of_a_kept_server()
    {
        await using var server = await StartAsync(keep: true);

        var files = Directory.GetFiles(folder.PathOf("state", "matrix", "servers"), "*.json");

        var state = Assert.Single(files);
        Assert.Contains("swordfish", await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        FileModes.AreClosedToOthers(state, Path.GetDirectoryName(state)!);
    }

    [Fact]
    public async Task A_state_file_that_is_broken_tells_of_no_server()
    {
        await using (await StartAsync(keep: true)) { }
        var state = Assert.Single(Directory.GetFiles(folder.PathOf("state", "matrix", "servers"), "*.json"));
        await File.WriteAllTextAsync(state, "{ \"source\":", TestContext.Current.CancellationToken);

        await using var server = await StartAsync(keep: true);

        Assert.Equal("local server 2", server.Description);
    }

    [Fact]
    public async Task A_run_that_holds_the_lock_for_too_long_is_named_as_the_obstacle()
    {
        var servers = KeptServers.Of(Request(keep: true).Variable);
        using var held = await servers.LockAsync("a", TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<MatrixException>(() => servers.LockAsync("a", TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));

        Assert.Contains("Another run has been starting this server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_is_in_use_then_kept_then_abandoned()
    {
        var servers = KeptServers.Of(Request(keep: true).Variable);
        var ended = ProcessStamp.Current with { Started = 1 };
        var server = await StartAsync(keep: true);
        Assert.Equal(LeftoverState.InUse, Leftover.StateOf("local 1", ended, servers.Folder));

        await server.DisposeAsync();
        Assert.Equal(LeftoverState.Kept, Leftover.StateOf("local 1", ended, servers.Folder));

        servers.Remove(servers.All().Keys.Single());
        Assert.Equal(LeftoverState.Abandoned, Leftover.StateOf("local 1", ended, servers.Folder));
    }

    [Fact]
    public void A_server_of_a_running_process_is_no_leftover() =>
        Assert.Equal(LeftoverState.InUse, Leftover.StateOf("local 1", ProcessStamp.Current, keptIn: null));

    private Task<RunningServer> StartAsync(bool keep) => new ServerSources([source]).StartAsync(Request(keep), TestContext.Current.CancellationToken);

    private ServerRequest Request(bool keep) => Requests.For("postgres@18", new FakeDriver(), folder, ("MATRIX_KEEP", keep ? "true" : "false"));
}
