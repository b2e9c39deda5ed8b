using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Keeping;

/// <summary>Runs that are ended by Ctrl+C or kill -9 while their servers run.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("container")]
    [InlineData("local")]
    public async Task The_next_run_removes_what_a_killed_one_left(string name)
    {
        var (source, target) = await SourceAsync(name);
        var killed = await HeldServer.KillAsync(folder, nameof(Hold_a_server_until_killed), ("MATRIX_SOURCE", name));
        Assert.Equal(LeftoverState.Abandoned, Assert.Single(await LeftByAsync(killed, source)).State);

        await using var next = await new ServerSources([source]).StartAsync(Request(target), TestContext.Current.CancellationToken);

        Assert.Empty(await LeftByAsync(killed, source));
    }

    [Theory]
    [InlineData("container")]
    [InlineData("local")]
    public async Task A_run_that_is_interrupted_leaves_nothing(string name)
    {
        var (source, _) = await SourceAsync(name);

        var interrupted = await HeldServer.EndAsync("INT", folder, nameof(Hold_a_server_until_killed), [("MATRIX_SOURCE", name)]);

        Assert.Empty(await LeftByAsync(interrupted, source));
    }

    [Theory]
    [InlineData("container")]
    [InlineData("local")]
    public async Task A_kept_server_outlives_a_killed_run_and_can_be_taken_down(string name)
    {
        var (source, target) = await SourceAsync(name);
        var killed = await HeldServer.KillAsync(folder, nameof(Hold_a_server_until_killed), ("MATRIX_SOURCE", name), ("MATRIX_KEEP", "true"));

        await using (await new ServerSources([source]).StartAsync(Request(target), TestContext.Current.CancellationToken))
            Assert.Equal(LeftoverState.InUse, Assert.Single(await LeftByAsync(killed, source)).State);

        var kept = Assert.Single(await LeftByAsync(killed, source));
        Assert.Equal(LeftoverState.Kept, kept.State);
        await kept.RemoveAsync();
        Assert.Empty(await LeftByAsync(killed, source));
    }

    // What the killed run does.
    [Fact(Explicit = true)]
    public async Task Hold_a_server_until_killed()
    {
        var (source, target) = await SourceAsync(Environment.GetEnvironmentVariable("MATRIX_SOURCE")!);
        var request = new ServerRequest(target, TestDrivers.For("postgres"));
        await using var server = await new ServerSources([source]).StartAsync(request, TestContext.Current.CancellationToken);
        await HeldServer.TellAndWaitAsync();
    }

    private static async Task<(ServerSource Source, Target Target)> SourceAsync(string name)
    {
        if (name == "local")
            return (new LocalSource(), await Machine.ProgramsAsync("postgres"));
        using var engine = await Machine.ImageAsync("postgres:18");
        return (new ContainerSource(), Requests.Target("postgres@18"));
    }

    private async Task<IReadOnlyList<Leftover>> LeftByAsync(ProcessStamp owner, ServerSource source) =>
        [.. (await source.FindLeftoversAsync(Request(Requests.Target("postgres@18")).Variable, TestContext.Current.CancellationToken)).Where(l => l.Owner == owner)];

    private ServerRequest Request(Target target) => Requests.For(target, TestDrivers.For("postgres"), folder);
}
