using Matrix.Harness.MySql.Leases;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>A driver that tells less than it did makes Matrix slower, never wrong.</summary>
public sealed class HearingProbeTests : IAsyncLifetime
{
    private const string Database = "matrix_probe_tests";
    private RunningServer? running;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        try
        {
            running = await TestServers.MySqlAsync("mariadb");
        }
        catch (ServerUnavailableException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
        }

        await SendAsync($"CREATE DATABASE IF NOT EXISTS {Database}; DROP PROCEDURE IF EXISTS {Database}.matrix_probe");
    }

    public async ValueTask DisposeAsync()
    {
        if (running is null)
            return;
        await SendAsync($"DROP DATABASE {Database}");
        await running.DisposeAsync();
    }

    [Fact]
    public async Task Every_way_to_send_a_statement_is_heard() => Assert.Empty(await FindUnheardAsync(new HearingProbe()));

    [Theory]
    [InlineData("1002", "prepared")]
    [InlineData("1004", "prepared batch")]
    [InlineData("matrix_probe", "stored procedure")]
    public async Task A_way_that_is_not_heard_is_named(string text, string way) => Assert.Equal([way], await FindUnheardAsync(new HardOfHearing(text)));

    [Fact]
    public void Nothing_is_certain_where_a_way_is_not_heard()
    {
        var mentions = new Matrix.Harness.MySql.Schema.TableMentions(["plain"], [], [], [], [], []);
        foreach (var hearsAll in new[] { true, false })
        {
            var mentioned = new MentionedTables(mentions, hearsAll);
            mentioned.Add("UPDATE plain SET n = 1");
            Assert.Equal(hearsAll, mentioned.IsCertain);
        }
    }

    private async Task<IReadOnlyList<string>> FindUnheardAsync(HearingProbe probe)
    {
        await using var source = new LeasedDataSource(running!.ConnectionString, Database, "matrix_probe_tests");
        return await probe.FindUnheardAsync(source, Token);
    }

    private async Task SendAsync(string sql)
    {
        await using var connection = new MySqlConnection(running!.ConnectionString);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }

    private sealed class HardOfHearing(string text) : HearingProbe
    {
        public override int Note(string sql, string parameters = "") => sql.Contains(text, StringComparison.OrdinalIgnoreCase) ? -1 : base.Note(sql, parameters);
    }
}
