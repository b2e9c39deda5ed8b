using Matrix.Harness;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

public sealed class GivenSourceTests : IDisposable
{
    private const string Somewhere = "Server=db;User ID=me;Password=swordfish";
    private static readonly EngineIdentity MySql97 = new("mysql", "9.7.4");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_given_server_is_used_as_it_is_and_is_not_ours()
    {
        await using var server = await StartAsync("mysql@9.7", new FakeDriver(MySql97), ("MATRIX_MYSQL", Somewhere));

        Assert.Equal("given by MATRIX_MYSQL: me@db", server.Description);
        Assert.True(server.IsGiven);
        Assert.Equal(MySql97, server.Engine);
    }

    [Fact]
    public async Task The_most_exact_variable_wins()
    {
        var driver = new FakeDriver(new("mariadb", "10.11.9"));

        await using var server = await StartAsync(
            "mariadb@10.11", driver, ("MATRIX_MYSQL", "Server=a"), ("MATRIX_MARIADB", "Server=b"), ("MATRIX_MARIADB_10_11", "Server=c"));

        Assert.Equal(["server=c"], driver.Asked);
    }

    [Fact]
    public async Task Without_a_variable_the_source_says_which_to_set()
    {
        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync("mariadb@11.8", new FakeDriver()));

        Assert.Equal("MATRIX_MYSQL is not set.", error.Said);
        Assert.Contains("mysql://", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_version_is_an_error_and_not_passed_over()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => StartAsync("mysql@8.4", new FakeDriver(MySql97), ("MATRIX_MYSQL", Somewhere)));

        Assert.Contains("says that it is mysql 9.7.4, and mysql@8.4 was asked for", error.Message, StringComparison.Ordinal);
        Assert.Contains("MATRIX_MYSQL_8_4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_MySQL_is_no_answer_to_the_question_for_a_MariaDB()
    {
        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync("mariadb@11.8", new FakeDriver(MySql97), ("MATRIX_MYSQL", Somewhere)));

        Assert.Contains("MATRIX_MYSQL is a server of mysql 9.7.4", error.Said, StringComparison.Ordinal);
        Assert.Contains("MATRIX_MARIADB", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorKind.AccessDenied, "Mend the user or the password in MATRIX_MYSQL.")]
    [InlineData(ErrorKind.TooManyConnections, "max_connections")]
    [InlineData(ErrorKind.ConnectionLost, "Start that server")]
    public async Task A_given_server_that_fails_is_not_replaced_by_another(ErrorKind kind, string remedy)
    {
        var driver = new FakeDriver(refusal: "it refuses", kind: kind);

        var error = await Assert.ThrowsAsync<ServerUnavailableException>(() => StartAsync("mysql@9.7", driver, ("MATRIX_MYSQL", Somewhere)));

        Assert.Contains("it refuses", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.Contains("No other source was tried", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.ToString(), StringComparison.Ordinal);
    }

    private Task<RunningServer> StartAsync(string target, ServerDriver driver, params (string Name, string Value)[] variables) =>
        new GivenSource().StartAsync(Requests.For(target, driver, folder, variables), TestContext.Current.CancellationToken);
}
