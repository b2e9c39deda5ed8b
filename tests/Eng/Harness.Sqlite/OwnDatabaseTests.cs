using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class OwnDatabaseTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>
{
    [Fact]
    public async Task A_test_may_commit_and_change_the_schema_and_the_next_sees_nothing_of_it()
    {
        var before = library.Leases.Statistics.OwnDatabase;

        for (var i = 0; i < 20; i++)
        {
            var lease = await library.LeaseAsync(Isolation.OwnDatabase);
            Assert.Equal(2L, lease.Scalar(Sql.CountAuthors));
            lease.Execute($"BEGIN; {Sql.AddAuthor}; DELETE FROM author WHERE id = 1; CREATE TABLE loan (x); COMMIT; PRAGMA user_version=7");
            await library.Leases.EndAsync(lease);
        }

        Assert.Equal(20, library.Leases.Statistics.OwnDatabase - before);
    }

    [Fact]
    public async Task A_second_connection_sees_what_was_committed_and_nothing_else()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        await using var second = await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        lease.Execute(Sql.AddAuthor);
        Assert.Equal(3L, second.Scalar(Sql.CountAuthors));
        await using var reading = await second.BeginTransactionAsync(System.Data.IsolationLevel.Unspecified, TestContext.Current.CancellationToken);

        var refused = Assert.Throws<SqliteException>(() => lease.Execute(Sql.AddAuthor));

        Assert.Equal(5, refused.SqliteErrorCode);
        Assert.Equal(3L, second.Scalar(Sql.CountAuthors));
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task A_database_in_memory_outlives_the_closing_of_its_connections()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        lease.Execute(Sql.AddAuthor);
        await using (await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
            lease.Connection.Close();

        await using var second = await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        lease.Connection.Open();

        Assert.Equal(3L, second.Scalar(Sql.CountAuthors));
        Assert.Equal(3L, lease.Scalar(Sql.CountAuthors));
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task Databases_in_parallel_keep_to_themselves()
    {
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (i, token) =>
        {
            var lease = await library.Leases.LeaseAsync(i % 3 == 0 ? Isolation.OwnDatabase : Isolation.Rollback, token);
            for (var row = 0; row < 5; row++)
                lease.Execute($"INSERT INTO author (name) VALUES ('author {row}')");
            Assert.Equal(7L, lease.Scalar(Sql.CountAuthors));
            await library.Leases.EndAsync(lease);
        });
    }

    [Fact]
    public async Task Two_servers_in_one_process_never_meet()
    {
        await using var other = await Matrix.Harness.Sqlite.SqliteServer.StartAsync(new LibraryBlueprint("INSERT INTO author (name) VALUES ('Levi')"), null, TestContext.Current.CancellationToken);
        await using var theirs = await other.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var ours = await library.LeaseAsync(Isolation.OwnDatabase);

        ours.Execute("DELETE FROM author");

        Assert.NotEqual(ours.Database.Name, theirs.Name);
        Assert.Equal(3L, theirs.Connection.Scalar(Sql.CountAuthors));
        await library.Leases.EndAsync(ours);
    }
}
