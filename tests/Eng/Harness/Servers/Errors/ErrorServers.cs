using System.Collections.Concurrent;
using System.Data.Common;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Errors;

/// <summary>A server of each target that was asked for.</summary>
public sealed class ErrorServers : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<RunningServer>>> servers = new();

    /// <summary>Has a target's server refuse something, and holds what the driver makes of it against what is expected.</summary>
    internal async Task CheckAsync(string target, Provocation provocation)
    {
        var server = await servers.GetOrAdd(target, t => new(() => StartAsync(t))).Value;
        await using var provoker = await Provoker.OnAsync(server, () => StartAsync(target));

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => provocation.Act(provoker));

        var error = TestDrivers.For(server.Engine.Name).Describe(refusal);
        var code = error.Number is { } number ? $"{number}" : error.SqlState ?? "";
        Assert.True((provocation.Code, provocation.Kind) == (code, error.Kind), $"{code} {error.Kind}: {refusal.Message}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values.Where(s => s.Value.IsCompletedSuccessfully))
            await (await server.Value).DisposeAsync();
        folder.Dispose();
    }

    private async Task<RunningServer> StartAsync(string target)
    {
        var wanted = Requests.Target(target);
        using var engine = await Machine.ImageAsync(wanted.Image!);
        return await new ContainerSource().StartAsync(Requests.For(wanted, TestDrivers.For(wanted.Engine), folder), TestContext.Current.CancellationToken);
    }
}
