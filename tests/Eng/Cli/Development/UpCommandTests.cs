using Matrix.Cli;
using Matrix.Cli.Development;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Development;

public sealed class UpCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new(), error = new();

    [Fact]
    public async Task A_server_stays_and_is_found_again_and_no_run_sees_it()
    {
        var target = Requests.Target("postgres@18");
        (await Machine.ImageAsync(target.Image!)).Dispose();
        try
        {
            Assert.Equal(ExitCodes.Green, await UpAsync(target, urlOnly: false));
            var first = output.ToString().Split('\n', StringSplitOptions.TrimEntries)[1];
            Assert.StartsWith("postgres://postgres:", first, StringComparison.Ordinal);
            Assert.EndsWith("/acme", first, StringComparison.Ordinal);

            output.GetStringBuilder().Clear();
            Assert.Equal(ExitCodes.Green, await UpAsync(target, urlOnly: true));
            Assert.Equal(first, output.ToString().Trim());

            await using (var database = await new PostgresEngine().OpenAsync(first, TestContext.Current.CancellationToken))
                Assert.Equal("postgres", database.Engine.Name);
            Assert.Empty(KeptServers.Of(Variable).All());
        }
        finally
        {
            // As matrix down would; but that would take away what other tests keep, too.
            var up = Assert.Single(KeptServers.Of(Servers.Variable).All()).Value;
            var found = await new ContainerSource().FindLeftoversAsync(Servers.Variable, TestContext.Current.CancellationToken);
            Assert.Contains(found, l => l.State == LeftoverState.Kept && l.Description.Contains(up.Id[..12], StringComparison.Ordinal));
            await new ContainerSource().RemoveAsync(up);
        }
    }

    [Theory]
    [InlineData("Acme.Shop", "acme_shop")]
    [InlineData("2nd try", "dev2nd_try")]
    [InlineData("___", "dev")]
    public void Its_database_is_named_after_the_working_copy(string copy, string database) =>
        Assert.Equal(database, DevelopmentServers.DatabaseOf(new(folder.PathOf(copy))));

    [Fact]
    public async Task Cancelled_it_says_so_by_its_exit_code()
    {
        var target = Requests.Target("postgres@18");
        (await Machine.ImageAsync(target.Image!)).Dispose();

        Assert.Equal(ExitCodes.Cancelled, await UpAsync(target, urlOnly: false, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task SQLite_needs_none()
    {
        var refused = await Assert.ThrowsAsync<MatrixException>(() => UpAsync(Requests.Target("sqlite"), urlOnly: false));

        Assert.Contains("matrix seed --file dev.db", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private DevelopmentServers Servers => new(Variable);

    private Task<int> UpAsync(Target target, bool urlOnly, CancellationToken? token = null) =>
        new UpCommand(Servers, target, "acme", urlOnly, output, error).ExecuteAsync(token ?? TestContext.Current.CancellationToken);

    private string? Variable(string name) => name == "XDG_STATE_HOME" ? folder.PathOf("state") : Environment.GetEnvironmentVariable(name);
}
