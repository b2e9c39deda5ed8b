using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>What a server's databases promise, and SQLite refuses by itself: views that take writes, and other connections during a transaction.</summary>
public abstract class ServedDatabaseContract(ContractServer server) : LeaseContract(server)
{
    [Fact]
    public async Task What_is_written_through_a_view_is_gone()
    {
        await OwnAsync("UPDATE titled SET note = 'through a view'");

        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_in_a_batch_is_gone(bool prepared)
    {
        for (var i = 0; i < 2; i++)
        {
            await OwnAsync(async lease =>
            {
                await using var batch = lease.Connection.CreateBatch();
                foreach (var sql in (string[])["INSERT INTO author (name) VALUES ('Eco')", "UPDATE tag SET note = 'changed'"])
                {
                    var command = batch.CreateBatchCommand();
                    command.CommandText = sql;
                    batch.BatchCommands.Add(command);
                }

                if (prepared)
                    await batch.PrepareAsync(Cancellation);
                await batch.ExecuteNonQueryAsync(Cancellation);
                Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
            });

            await AssertAsBuiltAsync();
        }
    }

    [Fact]
    public async Task What_a_prepared_command_writes_again_and_again_is_gone()
    {
        for (var i = 0; i < 2; i++)
        {
            await OwnAsync(async lease =>
            {
                await using var insert = WithParameter(lease, "INSERT INTO author (name) VALUES (@name)", "name", "Eco");
                await insert.PrepareAsync(Cancellation);
                await insert.ExecuteNonQueryAsync(Cancellation);
                insert.Parameters[0].Value = "Perec";
                await insert.ExecuteNonQueryAsync(Cancellation);
                Assert.Equal("5", await lease.ReadAsync("SELECT max(id) FROM author"));
            });

            await AssertAsBuiltAsync();
        }
    }

    [Fact]
    public async Task A_connection_of_the_tests_own_making_that_writes_is_told()
    {
        var leak = await RolledBackAsync(async _ =>
        {
            await using var stranger = Server.Stranger(Database);
            await stranger.OpenAsync(Cancellation);
            await stranger.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
        });

        Assert.StartsWith("A second connection wrote", leak, StringComparison.Ordinal);
        Assert.Contains("VALUES ('Eco')", leak, StringComparison.Ordinal);
        Assert.Contains("[OwnDatabase]", leak, StringComparison.Ordinal);
        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_connection_of_the_tests_own_making_that_reads_is_its_own_affair()
    {
        Assert.Null(await RolledBackAsync(async _ =>
        {
            await using var stranger = Server.Stranger(Database);
            await stranger.OpenAsync(Cancellation);
            await stranger.ExecuteAsync("SELECT name FROM author");
        }));

        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_statement_that_still_runs_when_its_test_ends_is_told_and_ended(Isolation isolation)
    {
        var name = Database.Name;
        var lease = await BeginAsync(isolation);
        await using var command = lease.CreateCommand(Server.LongStatement);
        var running = command.ExecuteNonQueryAsync(Cancellation);
        await using (var stranger = Server.Stranger(Database))
        {
            await stranger.OpenAsync(Cancellation);
            await using var question = stranger.CreateCommand();
            question.CommandText = Server.LongStatementCount;
            while (Convert.ToInt64(await question.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture) == 0)
                await Task.Yield();
        }

        var leak = await EndAsync(lease);

        Assert.StartsWith("The test has ended while a statement that it sent is still running", leak, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.NotEqual(name, Database.Name);
        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(Isolation.Rollback, false)]
    [InlineData(Isolation.OwnDatabase, false)]
    [InlineData(Isolation.OwnDatabase, true)]
    public async Task A_statement_that_changes_the_server_is_told_unless_the_server_is_the_tests_own(Isolation isolation, bool hasOwnServer)
    {
        foreach (var sql in Server.ServerChanges)
        {
            var lease = await BeginAsync(isolation, hasOwnServer);
            await lease.ExecuteAsync(sql);

            var leak = await EndAsync(lease);

            if (hasOwnServer)
            {
                Assert.Null(leak);
                continue;
            }

            Assert.StartsWith("The test changed the server itself", leak, StringComparison.Ordinal);
            Assert.Contains(sql, leak, StringComparison.Ordinal);
            Assert.Contains("[OwnServer]", leak, StringComparison.Ordinal);
        }

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_transaction_that_SQL_left_open_on_a_connection_given_back_holds_nothing_up()
    {
        await OwnAsync(async lease =>
        {
            await using var second = await lease.DataSource.OpenConnectionAsync(Cancellation);
            await second.ExecuteAsync("BEGIN");
            await second.ExecuteAsync("UPDATE tag SET note = 'held'");
        });

        await AssertAsBuiltAsync();
    }

    // SQLite itself spells a statement with its values in place.
    [Fact]
    public async Task Statements_are_noted_with_their_parameters()
    {
        var lease = await BeginAsync(Isolation.Rollback);

        await using (var insert = WithParameter(lease, "INSERT INTO tag (code) VALUES (@code)", "code", "b;"))
        {
            await insert.ExecuteNonQueryAsync(Cancellation);
            insert.Parameters[0].Value = "c";
            await insert.PrepareAsync(Cancellation);
            await insert.ExecuteNonQueryAsync(Cancellation);
        }

        await using (var query = WithParameter(lease, "SELECT note FROM tag WHERE code = @code", "code", "new"))
        await using (var reader = await query.ExecuteReaderAsync(Cancellation))
            Assert.True(await reader.ReadAsync(Cancellation));
        // On PostgreSQL nothing but the end of the transaction may follow it.
        await using (var refused = WithParameter(lease, "UPDATE book SET author_id = @author", "author", 4711))
            await Assert.ThrowsAnyAsync<DbException>(() => refused.ExecuteNonQueryAsync(Cancellation));

        Assert.Equal(
            [
                "INSERT INTO tag (code) VALUES (@code) -- code='b;'", "INSERT INTO tag (code) VALUES (@code) -- code='c'",
                "SELECT note FROM tag WHERE code = @code -- code='new'", "UPDATE book SET author_id = @author -- author=4711",
            ], Database.Statements.ToList());
        await EndAsync(lease);
    }

    private static DbCommand WithParameter(DatabaseLease lease, string sql, string name, object value)
    {
        var command = lease.CreateCommand(sql);
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return command;
    }
}
