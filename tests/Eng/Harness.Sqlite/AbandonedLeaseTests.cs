using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>A test that ran out of time may still be using its database.</summary>
public sealed class AbandonedLeaseTests
{
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(signal(i)) FROM n";

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_statement_that_never_ends_is_ended_and_the_next_test_unharmed(Isolation isolation)
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), null, TestContext.Current.CancellationToken);
        await using var pool = new LeasePool(server);
        var lease = await pool.LeaseAsync(isolation, TestContext.Current.CancellationToken);
        var running = new TaskCompletionSource();
        ((SqliteConnection)lease.Connection).CreateFunction("signal", (long i) =>
        {
            running.TrySetResult();
            return i;
        });
        lease.Execute(Sql.AddAuthor);
        var test = Task.Run(() => lease.Scalar(Endless), TestContext.Current.CancellationToken);
        await running.Task;

        await pool.EndAsync(lease, abandoned: true);

        Assert.NotNull(await Record.ExceptionAsync(() => test));
        var next = await pool.LeaseAsync(isolation, TestContext.Current.CancellationToken);
        Assert.Equal(2L, next.Scalar(Sql.CountAuthors));
        await pool.EndAsync(next);
    }
}
