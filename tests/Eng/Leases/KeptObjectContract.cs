using System.Data.Common;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>What a test keeps of its lease is of no use afterwards, and reaches no other test.</summary>
public abstract class KeptObjectContract(ContractServer server) : LeaseContract(server)
{
    private const string Write = "INSERT INTO author (name) VALUES ('Kept')";

    public static TheoryData<Isolation, Isolation> Isolations => new()
    {
        { Isolation.Rollback, Isolation.Rollback }, { Isolation.Rollback, Isolation.OwnDatabase },
        { Isolation.OwnDatabase, Isolation.Rollback }, { Isolation.OwnDatabase, Isolation.OwnDatabase },
    };

    [Theory, MemberData(nameof(Isolations))]
    public async Task A_command_that_was_made_before_the_end_fails_after_it(Isolation kept, Isolation next)
    {
        DbCommand? command = null;
        await AssertOfNoUseAsync(kept, next, lease => command = lease.CreateCommand(Write), () => command!.ExecuteNonQuery());
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task A_connection_fails_after_the_end(Isolation kept, Isolation next)
    {
        DbConnection? connection = null;
        await AssertOfNoUseAsync(kept, next, lease => connection = lease.Connection, () =>
        {
            using var command = connection!.CreateCommand();
            command.CommandText = Write;
            command.ExecuteNonQuery();
        });
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task A_connection_that_is_opened_after_the_end_is_told_by_the_tests_name(Isolation kept, Isolation next)
    {
        DbConnection? connection = null;
        var error = await AssertOfNoUseAsync(kept, next, lease => connection = lease.Connection, () => connection!.Open());

        Assert.IsType<LeaseLeakException>(error);
        Assert.StartsWith("The contract has ended", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_further_connection_that_is_opened_after_the_end_is_told_by_the_tests_name(Isolation next)
    {
        DbConnection? connection = null;
        var error = await AssertOfNoUseAsync(Isolation.OwnDatabase, next, lease => connection = lease.DataSource.CreateConnection(), () => connection!.Open());

        Assert.IsType<LeaseLeakException>(error);
        Assert.StartsWith("The contract has ended", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_further_connection_that_was_left_open_fails_after_the_end(Isolation next)
    {
        DbConnection? connection = null;
        await AssertOfNoUseAsync(
            Isolation.OwnDatabase, next, lease =>
            {
                connection = lease.DataSource.CreateConnection();
                connection.Open();
            },
            () =>
            {
                using var command = connection!.CreateCommand();
                command.CommandText = Write;
                command.ExecuteNonQuery();
            });
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_transaction_fails_after_the_end(Isolation next)
    {
        DbTransaction? transaction = null;
        await AssertOfNoUseAsync(Isolation.Rollback, next, lease => transaction = lease.Transaction, () => transaction!.Commit());
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task A_reader_that_was_left_open_fails_after_the_end(Isolation kept, Isolation next)
    {
        DbDataReader? reader = null;
        await AssertOfNoUseAsync(kept, next, lease =>
        {
            reader = lease.CreateCommand("SELECT name FROM author").ExecuteReader();
            Assert.True(reader.Read());
        },
        () => reader!.Read());
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_data_source_and_the_lease_itself_fail_by_the_tests_name(Isolation kept)
    {
        var lease = await BeginAsync(kept);
        var source = lease.DataSource;
        await EndAsync(lease);

        foreach (var use in new Action[] { () => source.CreateConnection(), () => lease.CreateCommand(Write), () => _ = lease.Connection })
            Assert.StartsWith("The contract has ended", Assert.Throws<LeaseLeakException>(use).Message, StringComparison.Ordinal);
    }

    private async Task<Exception> AssertOfNoUseAsync(Isolation kept, Isolation next, Action<DatabaseLease> keep, Action use)
    {
        var first = await BeginAsync(kept);
        keep(first);
        Assert.Null(await EndAsync(first));

        var second = await BeginAsync(next);
        var error = Record.Exception(use);
        Assert.Equal(AsBuilt, await second.ContentAsync());
        await second.ExecuteAsync("UPDATE tag SET note = 'mine'");
        Assert.Null(await EndAsync(second));
        Assert.NotNull(error);
        await AssertAsBuiltAsync();
        return error;
    }
}
