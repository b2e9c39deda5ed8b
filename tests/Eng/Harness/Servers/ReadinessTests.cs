using Matrix.Harness;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

public sealed class ReadinessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_that_is_slow_to_start_is_waited_for_with_a_word_now_and_then_and_not_for_ever()
    {
        var lines = new List<string>();
        var request = Request(new FakeDriver(refusal: "starting up"), ("MATRIX_PATIENCE", "1")) with { Report = lines.Add, WordEvery = TimeSpan.FromMilliseconds(200) };

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => WaitAsync(request));

        Assert.Contains("the server did not answer within 1 s. Its last word: starting up", error.Said, StringComparison.Ordinal);
        Assert.Contains("MATRIX_PATIENCE", error.Remedy, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Contains("the server does not answer yet", line, StringComparison.Ordinal));
        Assert.InRange(lines.Count, 2, 4);
    }

    [Fact]
    public async Task A_server_that_ends_is_not_waited_for_any_longer()
    {
        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => WaitAsync(Request(new FakeDriver()), ended: "exit code 1: could not write: No space left on device"));

        Assert.Contains("the server ended before it answered. It said: exit code 1", error.Said, StringComparison.Ordinal);
        Assert.Contains("Make room", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_its_own_password_is_not_waited_for_any_longer()
    {
        var driver = new FakeDriver(refusal: "wrong password", kind: ErrorKind.AccessDenied);

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => WaitAsync(Request(driver)));

        Assert.Contains("refuses its own administrator: wrong password", error.Said, StringComparison.Ordinal);
        Assert.Single(driver.Asked);
    }

    [Fact]
    public async Task A_server_that_is_not_what_its_target_says_is_an_error()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => WaitAsync(Request(new FakeDriver(new("postgres", "17.2")))));

        Assert.Contains("the server says that it is postgres 17.2, and postgres@18 was asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_yet_is_not_asked()
    {
        var driver = new FakeDriver(new("postgres", "18.1"));
        var looks = 0;
        var readiness = new Readiness(Request(driver), "the server") { IsListening = () => ++looks > 3 };

        await readiness.WaitAsync("Host=here", TimeSpan.FromMilliseconds(1), _ => new((string?)null), TestContext.Current.CancellationToken);

        Assert.Equal(4, looks);
        Assert.Single(driver.Asked);
    }

    [Fact]
    public async Task A_server_that_ends_before_it_listens_is_not_waited_for_any_longer()
    {
        var driver = new FakeDriver();
        var readiness = new Readiness(Request(driver), "the server") { IsListening = () => false };

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(
            () => readiness.WaitAsync("Host=here", TimeSpan.FromMilliseconds(1), _ => new("exit code 1"), TestContext.Current.CancellationToken));

        Assert.Contains("the server ended before it answered. It said: exit code 1", error.Said, StringComparison.Ordinal);
        Assert.Empty(driver.Asked);
    }

    private ServerRequest Request(ServerDriver driver, params (string Name, string Value)[] variables) => Requests.For("postgres@18", driver, folder, variables);

    private static Task<EngineIdentity> WaitAsync(ServerRequest request, string? ended = null) => new Readiness(request, "the server")
        .WaitAsync("Host=here", TimeSpan.FromMilliseconds(1), _ => new(ended), TestContext.Current.CancellationToken);
}
