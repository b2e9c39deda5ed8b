using Matrix.Harness.Leases;
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
    [InlineData("COMMIT", "by COMMIT")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'); COMMIT; BEGIN; DELETE FROM author", "by COMMIT")]
    [InlineData("ROLLBACK", "by ROLLBACK")]
    [InlineData("ROLLBACK; INSERT INTO author (name) VALUES ('Eco')", "by ROLLBACK")]
    [InlineData("RELEASE matrix_lease; SELECT 1", "")]
    [InlineData("INSERT OR ROLLBACK INTO author (id, name) VALUES (1, 'Twice')", "by INSERT OR ROLLBACK")]
    public async Task A_transaction_that_the_test_ended_is_told_and_leaves_no_trace(string sql, string cause)
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        var thrown = Record.Exception(() => lease.Execute(sql));
        Assert.Equal(sql.Contains("OR ROLLBACK", StringComparison.Ordinal), thrown is not null);

        var leak = await Assert.ThrowsAsync<LeaseLeakException>(async () => await library.Leases.EndAsync(lease));

        Assert.StartsWith($"The test ended the transaction of its lease{(cause.Length > 0 ? " " + cause : "")}", leak.Message, StringComparison.Ordinal);
        Assert.Contains(lease.Isolation == Isolation.Rollback ? "[OwnDatabase]" : "", leak.Message, StringComparison.Ordinal);
        var next = await library.LeaseAsync(Isolation.Rollback);
        Assert.Equal(2L, next.Scalar(Sql.CountAuthors));
        await library.Leases.EndAsync(next);
    }
}
