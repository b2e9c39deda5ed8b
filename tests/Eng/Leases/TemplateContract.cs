using Matrix.Harness;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Two runs on one server, each with a blueprint of its own, and nobody else on it.</summary>
public abstract class TemplateContract : IAsyncLifetime
{
    private RunningServer? running;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected RunningServer Running => running!;

    protected abstract string Identity { get; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            running = await StartAsync();
        }
        catch (ServerUnavailableException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_sweep_spares_the_template_of_a_run_that_has_made_nothing_of_it_yet()
    {
        await using var run = await OpenAsync(new BorrowedServer(Running), new ContractBlueprint(Identity));

        // A run's end waits for its sweep.
        await (await OpenAsync(new BorrowedServer(Running), new OtherBlueprint(Identity))).DisposeAsync();

        Assert.Contains(RunNames.TemplateOf(new ContractBlueprint(Identity).Fingerprint), await DatabasesAsync());
        await using var database = await run.CreateDatabaseAsync(Cancellation);
        Assert.True(await database.RestoreAsync(Cancellation));
    }

    [Fact]
    public async Task A_sweep_takes_the_template_of_a_run_that_is_gone()
    {
        await (await OpenAsync(new BorrowedServer(Running), new ContractBlueprint(Identity))).DisposeAsync();
        Assert.Contains(RunNames.TemplateOf(new ContractBlueprint(Identity).Fingerprint), await DatabasesAsync());

        await (await OpenAsync(new BorrowedServer(Running), new OtherBlueprint(Identity))).DisposeAsync();

        Assert.Equal([RunNames.TemplateOf(new OtherBlueprint(Identity).Fingerprint)], await DatabasesAsync());
    }

    [Fact]
    public async Task Runs_that_begin_at_one_time_with_one_blueprint_share_its_template()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(new BorrowedServer(Running), new ContractBlueprint(Identity))));

        foreach (var run in runs)
        {
            await using (run)
            await using (var database = await run.CreateDatabaseAsync(Cancellation))
                Assert.True(await database.RestoreAsync(Cancellation));
        }

        Assert.Equal([RunNames.TemplateOf(new ContractBlueprint(Identity).Fingerprint)], await DatabasesAsync());
    }

    protected abstract Task<RunningServer> StartAsync();

    protected abstract Task<DatabaseServer> OpenAsync(RunningServer server, Blueprint blueprint);

    /// <summary>Every database that Matrix made.</summary>
    protected abstract Task<List<string>> DatabasesAsync();

    private sealed class OtherBlueprint(string identity) : Blueprint
    {
        public override string Fingerprint => "another contract " + identity;

        public override Task BuildAsync(System.Data.Common.DbConnection connection, CancellationToken cancellationToken) =>
            connection.ExecuteAsync($"CREATE TABLE other (id {identity})");
    }
}
