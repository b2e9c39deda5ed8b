using Matrix.Harness.Leases;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>What ends a transaction on MySQL and MariaDB alone.</summary>
public abstract class MySqlGuardContract(MySqlContractServer server) : LeaseContract(server)
{
    [Theory]
    [InlineData("CREATE TABLE extra (id INT)")]
    [InlineData("ALTER TABLE tag ADD COLUMN extra INT")]
    [InlineData("DROP VIEW titled")]
    [InlineData("TRUNCATE TABLE book_tag")]
    [InlineData("RENAME TABLE tag TO label")]
    [InlineData("LOCK TABLES tag READ")]
    [InlineData("SET autocommit = 0; SET autocommit = 1")]
    public async Task A_statement_that_commits_by_itself_is_told(string sql)
    {
        var leak = await RolledBackAsync($"DELETE FROM book; {sql}");

        Assert.StartsWith("The test ended the transaction of its lease", leak, StringComparison.Ordinal);
        Assert.Contains(sql, leak, StringComparison.Ordinal);
        Assert.Contains("[OwnDatabase]", leak, StringComparison.Ordinal);
        await AssertAsBuiltAsync();
    }

    // InnoDB's numbering is no part of a transaction, and putting it back would cost each test more than all the rest.
    [Fact]
    public async Task Numbering_goes_on_from_one_rolled_back_lease_to_the_next()
    {
        foreach (var key in new[] { "4", "5" })
        {
            Assert.Null(await RolledBackAsync(async lease =>
            {
                await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
                Assert.Equal(key, await lease.ReadAsync("SELECT max(id) FROM author"));
            }));
        }
    }

    [Fact]
    public async Task Numbering_goes_on_from_one_own_database_to_the_next_where_the_test_allows_it()
    {
        foreach (var key in new[] { "4", "5" })
        {
            await OwnAsync(
                async lease =>
                {
                    Assert.Equal(AsBuilt, await lease.ContentAsync());
                    await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
                    Assert.Equal(key, await lease.ReadAsync("SELECT max(id) FROM author"));
                },
                Isolation.OwnDatabaseContinueIdentity);
        }

        Assert.False(Database.NumbersFromStart);
    }

    // A rolled-back lease that has to be cleaned promises as little as any other.
    [Fact]
    public async Task Numbering_is_put_back_for_the_test_that_needs_it_after_a_lease_that_leaked()
    {
        Assert.NotNull(await RolledBackAsync("INSERT INTO author (name) VALUES ('Eco'); COMMIT"));
        Assert.False(Database.NumbersFromStart);

        await OwnAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
        });
        Assert.True(Database.NumbersFromStart);
    }

    [Fact]
    public async Task A_deadlocks_victim_that_wrote_nothing_more_leaks_nothing()
    {
        Assert.Null(await RolledBackAsync(FallVictimAsync));

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_deadlocks_victim_that_went_on_writing_is_told_why()
    {
        var leak = await RolledBackAsync(async lease =>
        {
            await FallVictimAsync(lease);
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
        });

        Assert.StartsWith("The transaction of the lease is gone", leak, StringComparison.Ordinal);
        Assert.Contains("deadlock", leak, StringComparison.Ordinal);
        await AssertAsBuiltAsync();
    }

    // The server rolls back whoever wrote less.
    private async Task FallVictimAsync(DatabaseLease lease)
    {
        // Outside the database, so that this is not taken for a write of the test's.
        await using var other = new MySqlConnection(new MySqlConnectionStringBuilder(Database.ConnectionString) { Database = "", Pooling = false }.ConnectionString);
        await other.OpenAsync(Cancellation);
        await lease.ExecuteAsync("UPDATE tag SET note = 'lease' WHERE code = 'new'");
        await other.ExecuteAsync($"START TRANSACTION; UPDATE {Database.Name}.author SET name = concat(name, '!'); UPDATE {Database.Name}.book SET title = 'other'");
        var blocked = other.ExecuteAsync($"UPDATE {Database.Name}.tag SET note = 'other' WHERE code = 'new'");
        var victim = await Assert.ThrowsAsync<MySqlException>(() => lease.ExecuteAsync("UPDATE book SET title = 'lease'"));
        Assert.Equal(MySqlErrorCode.LockDeadlock, victim.ErrorCode);
        await blocked;
        await other.ExecuteAsync("ROLLBACK");
    }
}

[Collection<MySqlServers>]
public sealed class MySqlGuardTests(MySqlContractServer server) : MySqlGuardContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbGuardTests(MariaDbContractServer server) : MySqlGuardContract(server);
