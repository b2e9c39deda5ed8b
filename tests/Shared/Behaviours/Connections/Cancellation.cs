using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Ending a statement that would run for long.</summary>
[OwnDatabase]
public sealed class Cancellation(ShopContext shop, SqlSession sql, Sessions sessions, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task A_token_ends_a_running_statement() => await observe.Outcome("cancelled while it runs", CancelAsync);

    [Fact]
    public async Task EF_ends_a_running_statement_by_its_token() => await observe.Outcome(
        "cancelled while it runs", () => CancelAsync((query, token) => shop.Database.ExecuteSqlRawAsync(query, token)));

    [Fact]
    public async Task A_connection_can_be_used_after_a_cancelled_statement()
    {
        await IgnoreAsync(CancelAsync);

        Assert.Equal("1", $"{await sql.Scalar("SELECT 1")}");
    }

    [Fact]
    public async Task A_transaction_goes_on_after_a_cancelled_statement()
    {
        await sql.BeginAsync();
        await IgnoreAsync(CancelAsync);

        await observe.Outcome("the next statement", () => sql.Scalar("SELECT 1 + 0"));
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_sends_nothing()
    {
        await using var command = sql.Command("INSERT INTO tree_nodes (name) VALUES ('never')");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(new CancellationToken(canceled: true)));

        Assert.Empty(await sql.Rows("SELECT id FROM tree_nodes"));
    }

    // One test: the statement takes more than a second where nothing ends it.
    [Fact]
    public async Task The_driver_ends_a_statement_after_its_time_and_the_transaction_goes_on()
    {
        await sql.BeginAsync();
        await observe.Outcome("CommandTimeout of one second", async () =>
        {
            await using var command = sql.Command(dialect.LongQuery(sql.Connection, TimeSpan.FromSeconds(1.2)));
            command.CommandTimeout = 1;
            await command.ExecuteScalarAsync();
            return "it ran to its end";
        });

        await observe.Outcome("the next statement", () => sql.Scalar("SELECT 1 + 0"));
    }

    [Fact]
    public async Task The_server_ends_a_statement_after_its_time()
    {
        foreach (var limit in new[] { "SET statement_timeout = 100", "SET SESSION max_execution_time = 100", "SET SESSION max_statement_time = 0.1" })
        {
            await observe.Outcome(limit, async () =>
            {
                await sql.Execute(limit);
                await sql.Scalar(dialect.LongQuery(sql.Connection, TimeSpan.FromSeconds(0.2)));
                return "it ran to its end";
            });
        }
    }

    private Task<string> CancelAsync() => CancelAsync(async (query, token) =>
    {
        await using var command = sql.Command(query);
        await command.ExecuteScalarAsync(token);
    });

    // A server that is asked to cancel a statement before it has begun it does nothing, and the driver gives up its connection.
    private async Task<string> CancelAsync(Func<string, CancellationToken, Task> run)
    {
        using var cancellation = new CancellationTokenSource();
        var statement = Task.Run(() => run(dialect.LongQuery(sql.Connection, TimeSpan.FromSeconds(0.2)), cancellation.Token));
        var observer = await sessions.OpenAsync();
        while (!statement.IsCompleted && !await dialect.RunsLongQueryAsync(observer, sql.Connection))
            await Task.Yield();

        await cancellation.CancelAsync();
        await statement;
        return "it ran to its end";
    }

    private static async Task IgnoreAsync<T>(Func<Task<T>> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception e) when (e is DbException or OperationCanceledException)
        {
            // What it says is another behaviour's question.
        }
    }
}
