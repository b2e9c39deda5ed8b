using System.Data.Common;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>What a lease that is rolled back promises on every engine alike.</summary>
public abstract class RolledBackLeaseContract(ContractServer server) : LeaseContract(server)
{
    [Fact]
    public async Task Nothing_that_is_written_reaches_the_next_test()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await RolledBackAsync(async lease =>
            {
                Assert.Equal(AsBuilt, await lease.ContentAsync());
                await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
                await lease.ExecuteAsync("UPDATE tag SET note = 'changed'");
                await lease.ExecuteAsync("DELETE FROM book");
            }));
        }

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_test_that_sends_nothing_leaks_nothing()
    {
        Assert.Null(await RolledBackAsync(_ => Task.CompletedTask));

        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData("COMMIT", "by COMMIT")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'); COMMIT", "COMMIT")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'); COMMIT; BEGIN; DELETE FROM book_tag", "COMMIT")]
    [InlineData("ROLLBACK", "by ROLLBACK")]
    [InlineData("ROLLBACK; DELETE FROM book", "ROLLBACK")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'); COMMIT; BEGIN; SAVEPOINT matrix_lease", "COMMIT")]
    public async Task A_statement_that_ends_the_transaction_is_told(string sql, string cause)
    {
        var leak = await RolledBackAsync(sql);

        Assert.StartsWith("The test ended the transaction of its lease", leak, StringComparison.Ordinal);
        Assert.Contains(cause, leak, StringComparison.Ordinal);
        Assert.Contains("[OwnDatabase]", leak, StringComparison.Ordinal);
        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_ends_the_transaction_is_told(bool commit)
    {
        var leak = await RolledBackAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await (commit ? lease.Transaction!.CommitAsync(Cancellation) : lease.Transaction!.RollbackAsync(Cancellation));
        });

        Assert.StartsWith("The test ended the transaction of its lease by ", leak, StringComparison.Ordinal);
        Assert.Contains(commit ? "commit" : "rollback", leak, StringComparison.OrdinalIgnoreCase);
        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_second_connection_of_the_lease_is_refused()
    {
        Assert.Null(await RolledBackAsync(async lease =>
        {
            var refusal = await Assert.ThrowsAsync<LeaseLeakException>(async () => await lease.DataSource.OpenConnectionAsync(Cancellation));
            Assert.Contains("[OwnDatabase]", refusal.Message, StringComparison.Ordinal);
        }));

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_savepoint_of_the_tests_own_is_its_own_affair()
    {
        Assert.Null(await RolledBackAsync(async lease =>
        {
            await lease.Transaction!.SaveAsync("mine", Cancellation);
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await lease.Transaction.RollbackAsync("mine", Cancellation);
            Assert.Equal(AsBuilt, await lease.ContentAsync());
            await lease.Transaction.SaveAsync("mine", Cancellation);
            await lease.Transaction.ReleaseAsync("mine", Cancellation);
        }));
    }

    [Fact]
    public async Task A_refused_statement_is_no_leak()
    {
        Assert.Null(await RolledBackAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await Assert.ThrowsAnyAsync<DbException>(() => lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Borges')"));
        }));

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task An_open_reader_is_no_leak()
    {
        Assert.Null(await RolledBackAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            var command = lease.CreateCommand("SELECT name FROM author");
            Assert.True(await (await command.ExecuteReaderAsync(Cancellation)).ReadAsync(Cancellation));
        }));

        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_the_test_closed_is_opened_again(bool dispose)
    {
        await RolledBackAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await (dispose ? lease.Connection.DisposeAsync().AsTask() : lease.Connection.CloseAsync());
        });

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task Every_statement_is_logged_in_order_and_none_of_the_harnesss_own()
    {
        await RolledBackAsync("DELETE FROM book");

        var lease = await BeginAsync(Isolation.Rollback);
        await lease.ExecuteAsync("SELECT 1");
        await lease.ExecuteAsync("UPDATE tag SET note = 'x'");
        await Assert.ThrowsAnyAsync<DbException>(() => lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Borges')"));
        await EndAsync(lease);

        Assert.Equal(["SELECT 1", "UPDATE tag SET note = 'x'", "INSERT INTO author (name) VALUES ('Borges')"], Database.Statements.ToList());
    }
}
