using System.Data;
using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

public abstract class MySqlSessionContract(MySqlContractServer server) : SessionContract(server)
{
    [Theory]
    [InlineData("SET sql_mode = 'ANSI'", "SELECT @@sql_mode")]
    [InlineData("SET time_zone = '+05:00'", "SELECT @@time_zone")]
    [InlineData("SET foreign_key_checks = 0", "SELECT @@foreign_key_checks")]
    [InlineData("SET @note = 'left'", "SELECT coalesce(@note, 'none')")]
    [InlineData("SELECT 'left' INTO @note", "SELECT coalesce(@note, 'none')")]
    [InlineData("CREATE TEMPORARY TABLE scratch (id INT)", "SELECT count(*) FROM scratch")]
    [InlineData("CREATE TEMPORARY TABLE tag (id INT)", "SELECT count(*) FROM tag WHERE code = 'new'")]
    [InlineData("SELECT get_lock('note', 0)", "SELECT is_used_lock('note') IS NULL")]
    [InlineData("PREPARE answer FROM 'SELECT 42'", "EXECUTE answer")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco')", "SELECT last_insert_id()")]
    public Task What_a_test_leaves_on_its_session_is_gone(string leave, string question) => AssertForgottenAsync(leave, question);

    // The driver sets it for the session.
    [Fact]
    public async Task The_isolation_level_of_a_transaction_is_gone()
    {
        var level = Server.Server.Engine.Name == "mariadb" ? "SELECT @@tx_isolation" : "SELECT @@transaction_isolation";
        await OwnAsync(async lease => Assert.Equal("REPEATABLE-READ", await lease.ReadAsync(level)));

        await OwnAsync(async lease =>
        {
            await using (var transaction = await lease.Connection.BeginTransactionAsync(IsolationLevel.Serializable, Cancellation))
                await transaction.CommitAsync(Cancellation);
            Assert.Equal("SERIALIZABLE", await lease.ReadAsync(level));
        });

        await OwnAsync(async lease => Assert.Equal("REPEATABLE-READ", await lease.ReadAsync(level)));
        Assert.Null(await RolledBackAsync(async lease => Assert.Equal("REPEATABLE-READ", await lease.ReadAsync(level))));
    }

    [Fact]
    public async Task Locked_tables_are_free_again()
    {
        await OwnAsync("LOCK TABLES tag WRITE");

        await AssertAsBuiltAsync();
    }
}

[Collection<MySqlServers>]
public sealed class MySqlSessionTests(MySqlContractServer server) : MySqlSessionContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbSessionTests(MariaDbContractServer server) : MySqlSessionContract(server);
