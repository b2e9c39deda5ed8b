using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

public sealed class ServerSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeSource given = new("given", new SourceUnavailableException("MATRIX_POSTGRES is not set.", "Set it."));
    private readonly FakeSource broken = new("container", new SourceUnavailableException("no engine answers.", "Start Docker."));
    private readonly FakeSource local = new("local");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_source_that_has_a_server_is_used()
    {
        var second = new FakeSource("second");

        await using var server = await new ServerSources([given, local, second]).StartAsync(Request(), TestContext.Current.CancellationToken);

        Assert.Equal("local server 1", server.Description);
        Assert.Equal(0, second.Started);
    }

    [Fact]
    public async Task A_server_says_which_better_sources_had_none_and_why()
    {
        await using var server = await new ServerSources([given, broken, local]).StartAsync(Request(), TestContext.Current.CancellationToken);

        Assert.Equal("local server 1 (no container: no engine answers.)", server.Description);
    }

    [Fact]
    public async Task Without_a_server_the_message_tells_what_was_tried_in_which_order_and_what_to_do()
    {
        var error = await Assert.ThrowsAsync<ServerUnavailableException>(
            () => new ServerSources([given, broken]).StartAsync(Request(), TestContext.Current.CancellationToken));

        Assert.Equal(
            """
            No server for postgres@18. Tried, in this order:
              given: MATRIX_POSTGRES is not set.
              container: no engine answers.
            Do one of these:
              - Set it.
              - Start Docker.
            """, error.Message, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task The_order_and_the_refusals_are_reported()
    {
        var lines = new List<string>();

        await using var server = await new ServerSources([broken, local]).StartAsync(Request() with { Report = lines.Add }, TestContext.Current.CancellationToken);

        Assert.Equal(["trying container, local, in this order", "container: no engine answers."], lines);
    }

    [Fact]
    public async Task A_source_that_is_named_is_the_only_one_tried()
    {
        var error = await Assert.ThrowsAsync<ServerUnavailableException>(() => new ServerSources([given, broken, local])
            .StartAsync(Request(("MATRIX_SOURCE", "container")), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("MATRIX_POSTGRES", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, local.Started);
    }

    [Fact]
    public async Task A_source_that_there_is_not_is_an_error_with_the_names_that_there_are()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => new ServerSources([given, broken, local])
            .StartAsync(Request(("MATRIX_SOURCE", "docker")), TestContext.Current.CancellationToken));

        Assert.Contains("given, container, local", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_source_is_not_hidden_by_the_next()
    {
        var wrong = new FakeSource("given", new MatrixException("The server in MATRIX_POSTGRES is of another version."));

        await Assert.ThrowsAsync<MatrixException>(() => new ServerSources([wrong, local]).StartAsync(Request(), TestContext.Current.CancellationToken));

        Assert.Equal(0, local.Started);
    }

    [Fact]
    public async Task What_killed_runs_left_is_removed_when_a_server_starts_and_nothing_else_is()
    {
        var removed = new List<string>();
        local.Leftovers = LeftoversNoting(removed);

        await using var server = await new ServerSources([local]).StartAsync(Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["abandoned"], removed);
    }

    [Fact]
    public async Task Taking_all_down_spares_only_what_a_running_process_uses()
    {
        var removed = new List<string>();
        local.Leftovers = LeftoversNoting(removed);

        var found = await new ServerSources([given, local]).RemoveLeftoversAsync(Request().Variable, TestContext.Current.CancellationToken);

        Assert.Equal(["abandoned", "kept"], removed.Order());
        Assert.Equal(3, found.Count);
    }

    private static IReadOnlyList<Leftover> LeftoversNoting(List<string> removed) =>
    [
        .. new[] { ("used", LeftoverState.InUse), ("kept", LeftoverState.Kept), ("abandoned", LeftoverState.Abandoned) }.Select(l => new Leftover(l.Item1, l.Item2, () =>
        {
            removed.Add(l.Item1);
            return Task.CompletedTask;
        })),
    ];

    private ServerRequest Request(params (string Name, string Value)[] variables) => Requests.For("postgres@18", new FakeDriver(), folder, variables);
}
