using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Tests.Eng.Harness.Servers.Keeping;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Given;

/// <summary>Runs that are ended by kill -9 while they have databases on a given server.</summary>
public sealed class KilledRunOnSharedServerTests : IDisposable
{
    private const string TargetVariable = "TESTS_TARGET";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Ends =>
        [.. from target in SharedServerTests.Targets from end in (string[])["the next run", "down"] select (target.Data, end)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_a_killed_run_left_is_removed_by_the_next_run_and_by_down(string target, string end)
    {
        await using var server = await SharedServer.StartAsync(target);
        await HeldServer.KillAsync(folder, nameof(Hold_databases_until_killed), (server.Variable, server.Address), (TargetVariable, target));
        var left = (await server.DatabasesAsync()).Where(IsOfARun).ToList();
        Assert.Equal(2, left.Count);

        // The server takes a moment to notice.
        while ((await server.LeftoversAsync()).Any(l => l.State == LeftoverState.InUse))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        if (end == "down")
            await server.DownAsync();
        else
            await (await server.OpenAsync()).DisposeAsync();

        Assert.DoesNotContain(await server.DatabasesAsync(), left.Contains);
    }

    // What the killed run does.
    [Fact(Explicit = true)]
    public async Task Hold_databases_until_killed()
    {
        var target = Requests.Target(Environment.GetEnvironmentVariable(TargetVariable)!);
        var given = await new GivenSource().StartAsync(new ServerRequest(target, TestDrivers.For(target.Engine)), TestContext.Current.CancellationToken);
        await using var server = await SharedServer.OpenAsync(given);
        await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await HeldServer.TellAndWaitAsync();
    }

    private static bool IsOfARun(string database) => !database.StartsWith("matrix_template", StringComparison.Ordinal) && database != "matrix_registry";
}
