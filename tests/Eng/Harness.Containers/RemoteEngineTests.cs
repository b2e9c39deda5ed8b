using System.Net;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Containers;

/// <summary>A container engine that is reached by the network: this machine's own, at this machine's own address.</summary>
public sealed class RemoteEngineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_loopback_cannot_be_reached_and_the_user_is_told_what_to_allow()
    {
        await using var engine = await RemoteEngine.StartAsync();

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(engine));

        Assert.Contains("is on another machine, and containers are published on loopback only", error.Said, StringComparison.Ordinal);
        Assert.Contains("MATRIX_PUBLISH", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_leave_its_containers_are_published_for_this_machine()
    {
        await using var engine = await RemoteEngine.StartAsync();

        await using var server = await StartAsync(engine, ("MATRIX_PUBLISH", IPAddress.Any.ToString()));

        Assert.Equal("1", await server.AskAsync("select 1"));
    }

    private Task<RunningServer> StartAsync(RemoteEngine engine, params (string Name, string Value)[] variables) =>
        new ContainerSource(engine.Address).StartAsync(Requests.For("postgres@18", TestDrivers.For("postgres"), folder, variables), TestContext.Current.CancellationToken);
}
