using Matrix.Harness.Servers.Keeping;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Given;

/// <summary>On a given server a database is Matrix's by name and marker, and no other is touched.</summary>
public sealed class SharedServerTests
{
    private const string MarkerOfADeadRun = "Matrix: run 0123456789", LeftByADeadRun = "matrix_0123456789_1";

    public static TheoryData<string> Targets => ["postgres@18", "mysql@9.7", "mariadb@11.8"];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Somebody_elses_databases_outlive_a_run_and_a_down(string target)
    {
        await using var server = await SharedServer.StartAsync(target);
        var others = await SomebodysAsync(server);
        await server.MakeAsync(LeftByADeadRun, MarkerOfADeadRun);

        await using (var run = await server.OpenAsync())
        {
            await using var database = await run.CreateDatabaseAsync(TestContext.Current.CancellationToken);
            await database.BeginOwnAsync(restartIdentity: true, TestContext.Current.CancellationToken);
        }

        var afterTheRun = await server.DatabasesAsync();
        Assert.Empty(others.Except(afterTheRun));
        Assert.DoesNotContain(LeftByADeadRun, afterTheRun);
        // The server ends the sessions of a run that has ended a little later.
        for (var attempt = 0; attempt < 100 && (await server.DownAsync()).Any(l => l.State == LeftoverState.InUse); attempt++)
            await Task.Yield();
        Assert.Equal(others, await server.DatabasesAsync());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Down_removes_what_was_left_and_spares_a_run_that_lives(string target)
    {
        await using var server = await SharedServer.StartAsync(target);
        await using (await server.OpenAsync()) { }
        await server.MakeAsync(LeftByADeadRun, MarkerOfADeadRun);
        await server.MakeAsync("matrix_kept_1", "Matrix: kept");
        await using (var run = await server.OpenAsync())
        {
            await using var database = await run.CreateDatabaseAsync(TestContext.Current.CancellationToken);

            var found = await server.DownAsync();

            Assert.Contains(found, l => l.State == LeftoverState.InUse && l.Description.Contains(database.Name, StringComparison.Ordinal));
            Assert.Contains(found, l => l.State == LeftoverState.Kept && l.Description.Contains("matrix_kept_1", StringComparison.Ordinal));
            var left = await server.DatabasesAsync();
            Assert.Contains(database.Name, left);
            Assert.Contains(server.TemplateName, left);
            Assert.DoesNotContain(LeftByADeadRun, left);
            Assert.DoesNotContain("matrix_kept_1", left);
        }

        Assert.All(await server.DownAsync(), l => Assert.NotEqual(LeftoverState.InUse, l.State));
        Assert.Empty(await server.DatabasesAsync());
        Assert.Empty(await server.DownAsync());
    }

    [Fact]
    public async Task What_another_account_made_is_out_of_its_reach()
    {
        await using var server = await SharedServer.StartAsync("postgres@18");
        await server.MakeAsync(LeftByADeadRun, MarkerOfADeadRun);
        await server.AskAsync("create role me login password 'me' createdb");
        server.Address = server.With(("Username", "me"), ("Password", "me"));

        await using (await server.OpenAsync()) { }
        var found = await server.DownAsync();

        var left = Assert.Single(found, l => l.State == LeftoverState.OutOfReach);
        Assert.Contains("must be owner of database", left.Description, StringComparison.Ordinal);
        Assert.Equal([LeftByADeadRun], await server.DatabasesAsync());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_out_of_reach()
    {
        await using var server = await SharedServer.StartAsync("postgres@18");
        server.Address = "Host=127.0.0.1;Port=1;Username=me;Password=swordfish";

        var found = Assert.Single(await server.DownAsync());

        Assert.Equal(LeftoverState.OutOfReach, found.State);
        Assert.StartsWith("the server in MATRIX_POSTGRES (me@127.0.0.1:1), which says: ", found.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", found.Description, StringComparison.Ordinal);
    }

    /// <summary>Named alike without a marker, as the template is, or marked without the name.</summary>
    private static async Task<string[]> SomebodysAsync(SharedServer server)
    {
        // MySQL keeps markers in a database of Matrix's own, which the first run makes.
        await using (await server.OpenAsync()) { }
        await server.AskAsync($"drop database {server.TemplateName}");
        if (server.Target.Engine != "postgres")
            await server.AskAsync("delete from matrix_registry.made");
        await server.MakeAsync("shop");
        await server.MakeAsync("matrix_accounts");
        await server.MakeAsync(server.TemplateName);
        await server.MakeAsync("billing", MarkerOfADeadRun);
        return [.. new[] { "shop", "matrix_accounts", server.TemplateName, "billing" }.Order(StringComparer.Ordinal)];
    }
}
