using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Xunit;

namespace Matrix.Tests.Behaviours.Access;

/// <summary>Tests of code that uses ADO.NET as it is.</summary>
public sealed class AdoNet(DbConnection connection, DatabaseLease lease, Observations observe)
{
    [Fact]
    public async Task A_command_of_the_lease_is_in_its_transaction()
    {
        await using var command = lease.CreateCommand("UPDATE roles SET name = 'Changed' WHERE code = 'admin'");

        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        Assert.Same(lease.Transaction, command.Transaction);
    }

    [Fact]
    public async Task What_was_sent_is_in_the_log()
    {
        await using var command = lease.CreateCommand("SELECT name FROM roles WHERE code = 'admin'");
        await using (var reader = await command.ExecuteReaderAsync())
            Assert.True(await reader.ReadAsync());

        Assert.Contains("SELECT name FROM roles WHERE code = 'admin'", lease.Statements.ToList());
    }

    // Code that has a connection and was told of no transaction.
    [Fact]
    public async Task A_command_without_the_connection_s_transaction_is_run() => await observe.Outcome("DbCommand.Transaction left unset", async () =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    });

    [Fact, OwnDatabase]
    public async Task A_data_source_opens_connections_to_the_same_database()
    {
        await using (var command = lease.CreateCommand("DELETE FROM roles WHERE code = 'clerk'"))
            await command.ExecuteNonQueryAsync();

        await using var other = lease.DataSource.CreateCommand("SELECT count(*) FROM roles");
        Assert.Equal(2, Convert.ToInt32(await other.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
    }
}
