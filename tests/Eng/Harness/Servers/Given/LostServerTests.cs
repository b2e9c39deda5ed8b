using Matrix.Cli.Results;
using Matrix.Harness.Leases;
using Matrix.Harness.Runs;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Given;

/// <summary>A real server that dies while tests run.</summary>
public sealed class LostServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres@18")]
    [InlineData("mysql@9.7")]
    [InlineData("mariadb@11.8")]
    public async Task Its_loss_is_told_once_and_the_run_comes_to_its_end(string target)
    {
        await using var server = await SharedServer.StartAsync(target);
        var results = folder.PathOf("results.jsonl");
        var options = new RunOptions(target, results, Required: true, NeedsReasons: false, KeepFailed: false);
        await using (var run = new BehaviourRun(server.Target.Backend, server.Target, options, (_, _) => server.OpenAsync()))
        {
            var leases = (await run.ServerAsync()).Leases;
            var lease = await leases.LeaseAsync(Isolation.Rollback, TestContext.Current.CancellationToken);
            Assert.Null(await run.LossAsync());

            await server.EndAsync();

            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')"));
            Assert.Contains("the server was lost while tests ran", await run.LossAsync(), StringComparison.Ordinal);
            await leases.EndAsync(lease);
            var error = await Assert.ThrowsAsync<ServerUnavailableException>(run.ServerAsync);
            Assert.Contains("marked unavailable, not failed", error.Message, StringComparison.Ordinal);
        }

        var told = TargetResults.Read(results);
        Assert.True(told.NoServer!.Lost);
        Assert.NotNull(told.Ended);
    }
}
