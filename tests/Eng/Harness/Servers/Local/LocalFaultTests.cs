using System.Net;
using System.Net.Sockets;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Local;

public sealed class LocalFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Programs_of_another_version()
    {
        var installed = await Machine.ProgramsAsync("postgres");

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(new LocalSource(), installed with { Name = "postgres@99", Version = "99" }));

        Assert.Contains($"of another version: {installed.Version} (/", error.Said, StringComparison.Ordinal);
        Assert.Contains("Install the server programs of postgres@99", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_was_taken_meanwhile()
    {
        var installed = await Machine.ProgramsAsync("postgres");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var addresses = new Queue<LocalAddress>([new(((IPEndPoint)taken.LocalEndpoint).Port, "x"), LocalAddress.Loopback()]);
        var lines = new List<string>();

        await using var server = await StartAsync(new LocalSource(addresses.Dequeue, WorkFolder.Places), installed, lines.Add);

        Assert.Equal("1", await server.AskAsync("select 1"));
        Assert.Single(lines, l => l.Contains("the port was taken meanwhile; trying another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_every_time()
    {
        var installed = await Machine.ProgramsAsync("postgres");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = new LocalAddress(((IPEndPoint)taken.LocalEndpoint).Port, "x");

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(new LocalSource(() => address, WorkFolder.Places), installed));

        Assert.Contains("in use", error.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_disk_without_room_for_the_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can make a disk of 8 MB.");
        var installed = await Machine.ProgramsAsync("postgres");
        var disk = folder.PathOf("disk");
        Directory.CreateDirectory(disk);
        // The server's account must be able to reach it.
        await Command.MustAsync(["chmod", "755", folder.Path], "", TestContext.Current.CancellationToken);
        await Command.MustAsync(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], "", TestContext.Current.CancellationToken);
        try
        {
            var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(new LocalSource(LocalAddress.Socket, [disk]), installed));

            Assert.Contains("No space left on device", error.Said, StringComparison.Ordinal);
            Assert.Contains("Make room", error.Remedy, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
        }
        finally
        {
            await Command.MustAsync(["umount", disk], "", CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made()
    {
        var installed = await Machine.ProgramsAsync("postgres");
        var file = folder.Write("file", "");

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(new LocalSource(LocalAddress.Socket, [file]), installed));

        Assert.Contains($"the folder {file}", error.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_dies_says_how()
    {
        var installed = await Machine.ProgramsAsync("postgres");
        await using var server = await StartAsync(new LocalSource(), installed);
        var work = LocalServerTests.FolderOf(server);
        Assert.Null(await server.LastWordsAsync());

        await ServerProcess.EndAsync(work.Server!, "QUIT");

        Assert.Contains("received immediate shutdown request", await server.LastWordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_server_is_attached_to_until_it_dies_or_its_program_is_another()
    {
        var installed = await Machine.ProgramsAsync("postgres");
        var source = new LocalSource();
        var request = Requests.For(installed, TestDrivers.For("postgres"), folder, ("MATRIX_KEEP", "true"));
        await using var server = await source.StartAsync(request, TestContext.Current.CancellationToken);
        var kept = server.Kept!;
        try
        {
            await server.DisposeAsync();

            await using var attached = await source.AttachAsync(request, kept, TestContext.Current.CancellationToken);
            Assert.Equal("1", await attached!.AskAsync("select 1"));
            Assert.Null(await source.AttachAsync(request, kept with { MadeOf = $"{kept.MadeOf}0" }, TestContext.Current.CancellationToken));
            await ServerProcess.EndAsync(WorkFolder.At(kept.Id).Server!, "QUIT");
            Assert.Null(await source.AttachAsync(request, kept, TestContext.Current.CancellationToken));
        }
        finally
        {
            await source.RemoveAsync(kept);
        }

        Assert.False(Directory.Exists(kept.Id));
    }

    private Task<RunningServer> StartAsync(LocalSource source, Target target, Action<string>? report = null) =>
        source.StartAsync(Requests.For(target, TestDrivers.For(target.Engine), folder) with { Report = report ?? (_ => { }) }, TestContext.Current.CancellationToken);
}
