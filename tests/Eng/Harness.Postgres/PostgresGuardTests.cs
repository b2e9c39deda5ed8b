using Matrix.Tests.Eng.Leases;
using Npgsql;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>What a rolled-back lease undoes on PostgreSQL, where other engines have to tell.</summary>
[Collection<PostgresServers>]
public sealed class PostgresGuardTests(PostgresContractServer server) : LeaseContract(server)
{
    [Theory]
    [InlineData("CREATE TABLE extra (id INT)")]
    [InlineData("ALTER TABLE tag ADD COLUMN extra INT")]
    [InlineData("DROP VIEW titled")]
    [InlineData("TRUNCATE TABLE book_tag")]
    public async Task A_changed_schema_is_rolled_back(string sql)
    {
        Assert.Null(await RolledBackAsync($"DELETE FROM book; {sql}"));

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task Keys_are_numbered_from_where_they_started()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(await RolledBackAsync(async lease =>
            {
                await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
                Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
            }));
        }
    }

    [Fact]
    public async Task A_deadlocks_victim_can_only_be_rolled_back()
    {
        Assert.Null(await RolledBackAsync(async lease =>
        {
            // Not traced, so that this is not taken for a write of the test's.
            var builder = new NpgsqlDataSourceBuilder(Database.ConnectionString);
            builder.ConfigureTracing(options => options.EnablePhysicalOpenTracing(false).ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
            await using var source = builder.Build();
            await using var other = await source.OpenConnectionAsync(Cancellation);
            await lease.ExecuteAsync("UPDATE tag SET note = 'lease'");
            // Whoever waits longer than this first finds the deadlock, and is its victim.
            await other.ExecuteAsync("SET deadlock_timeout = '1min'; BEGIN; UPDATE book SET title = 'other'");
            var blocked = other.ExecuteAsync("UPDATE tag SET note = 'other'");
            var victim = await Assert.ThrowsAsync<PostgresException>(() => lease.ExecuteAsync("SET LOCAL deadlock_timeout = '1ms'; UPDATE book SET title = 'lease'"));
            Assert.Equal(PostgresErrorCodes.DeadlockDetected, victim.SqlState);
            await Assert.ThrowsAsync<PostgresException>(() => lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')"));
            await blocked;
            await other.ExecuteAsync("ROLLBACK");
        }));

        await AssertAsBuiltAsync();
    }
}
