using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class RolledBackLeaseTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>
{
    [Fact]
    public async Task Nothing_written_reaches_the_next_lease()
    {
        for (var i = 0; i < 3; i++)
        {
            var lease = await library.LeaseAsync(Isolation.Rollback);
            Assert.Equal(2L, lease.Scalar(Sql.CountAuthors));
            lease.Execute(Sql.AddAuthor);
            Assert.Equal(3L, lease.Scalar(Sql.CountAuthors));
            await library.Leases.EndAsync(lease);
        }
    }

    [Fact]
    public async Task A_changed_schema_is_undone()
    {
        var first = await library.LeaseAsync(Isolation.Rollback);
        first.Execute("ALTER TABLE book ADD COLUMN isbn TEXT; DROP TABLE IF EXISTS loan; CREATE TEMP TABLE scratch (x); CREATE TABLE loan (x)");
        await library.Leases.EndAsync(first);

        var second = await library.LeaseAsync(Isolation.Rollback);
        Assert.Equal(0L, second.Scalar("SELECT count(*) FROM pragma_table_info('book') WHERE name = 'isbn'"));
        Assert.Equal(0L, second.Scalar("SELECT count(*) FROM sqlite_temp_schema"));
        Assert.Equal(2L, second.Scalar("SELECT count(*) FROM sqlite_schema WHERE type = 'table'"));
        await library.Leases.EndAsync(second);
    }

    [Theory]
    [InlineData("COMMIT", "COMMIT")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'); COMMIT; BEGIN; DELETE FROM author", "COMMIT")]
    [InlineData("ROLLBACK", "ROLLBACK")]
    [InlineData("ROLLBACK; INSERT INTO author (name) VALUES ('Eco')", "ROLLBACK")]
    [InlineData("/* done */ END; BEGIN; SAVEPOINT matrix_lease", "/* done */ END")]
    public async Task A_transaction_that_the_test_ended_is_told_and_leaves_no_trace(string sql, string statement)
    {
        var leak = await LeakAsync(lease => lease.Execute(sql));

        Assert.StartsWith($"The test ended the transaction of its lease by {statement}, so what it wrote cannot be rolled back.", leak, StringComparison.Ordinal);
        Assert.EndsWith("Put [OwnDatabase] on the test or its class to let it end transactions, or leave that to the harness.", leak, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_SQLite_itself_rolled_back_is_told()
    {
        const string Statement = "INSERT OR ROLLBACK INTO author (id, name) VALUES (1, 'Twice')";

        var leak = await LeakAsync(lease => Assert.Throws<SqliteException>(() => lease.Execute(Statement)));

        Assert.Contains($"by {Statement}, so", leak, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_ended_through_the_driver_is_told()
    {
        var leak = await LeakAsync(lease =>
        {
            lease.Execute(Sql.AddAuthor);
            lease.Transaction!.Commit();
        });

        Assert.Contains("by COMMIT, so", leak, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_by_the_test_is_told()
    {
        var leak = await LeakAsync(lease =>
        {
            lease.Execute(Sql.AddAuthor);
            lease.Connection.Close();
            lease.Connection.Open();
            lease.Connection.Execute(Sql.AddAuthor);
        });

        Assert.Contains("by closing the lease's connection, so", leak, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Savepoints_of_the_test_are_its_own_affair()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        lease.Execute($"SAVEPOINT mine; {Sql.AddAuthor}; ROLLBACK TO mine; RELEASE mine; SAVEPOINT left_open");
        await library.Leases.EndAsync(lease);

        await NextLeaseIsCleanAsync();
    }

    private async Task<string> LeakAsync(Action<DatabaseLease> test)
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        test(lease);
        var leak = await Assert.ThrowsAsync<LeaseLeakException>(async () => await library.Leases.EndAsync(lease));
        await NextLeaseIsCleanAsync();
        return leak.Message;
    }

    private async Task NextLeaseIsCleanAsync()
    {
        var next = await library.LeaseAsync(Isolation.Rollback);
        Assert.Equal(2L, next.Scalar(Sql.CountAuthors));
        await library.Leases.EndAsync(next);
    }
}
