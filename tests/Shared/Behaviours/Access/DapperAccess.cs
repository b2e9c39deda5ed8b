using System.Data.Common;
using Dapper;
using Matrix.Harness.Leases;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Model;
using Xunit;

namespace Matrix.Tests.Behaviours.Access;

/// <summary>Tests of code that uses Dapper: the lease's connection and transaction are all that it needs.</summary>
public sealed class DapperAccess(DatabaseLease lease, Observations observe)
{
    private readonly Role auditor = new() { Code = "auditor", Name = "Auditor" };

    [Fact]
    public async Task A_row_is_written_and_read_back()
    {
        await InsertAsync(lease.Connection, lease.Transaction);

        var read = await lease.Connection.QuerySingleAsync<Role>("SELECT code, name FROM roles WHERE code = @code", new { code = "auditor" }, lease.Transaction);

        Assert.Equal("Auditor", read.Name);
    }

    [Fact]
    public async Task A_list_becomes_one_parameter_for_each_value() => await observe.Outcome("code IN @codes", async () =>
        (await lease.Connection.QueryAsync<string>("SELECT name FROM roles WHERE code IN @codes ORDER BY name", new { codes = new[] { "clerk", "admin" } }, lease.Transaction)).AsList());

    [Fact]
    public async Task What_was_sent_is_in_the_log_with_its_values()
    {
        await InsertAsync(lease.Connection, lease.Transaction);

        var sent = Assert.Single(lease.Statements.ToList(), s => s.StartsWith("INSERT INTO roles", StringComparison.Ordinal));
        Assert.Contains("'Auditor'", sent, StringComparison.Ordinal);
    }

    [Fact, OwnDatabase]
    public async Task A_commit_is_seen_by_another_connection()
    {
        await using (var transaction = await lease.Connection.BeginTransactionAsync())
        {
            await InsertAsync(lease.Connection, transaction);
            await transaction.CommitAsync();
        }

        await using var other = await lease.DataSource.OpenConnectionAsync();
        Assert.Equal(1, await other.ExecuteScalarAsync<int>("SELECT count(*) FROM roles WHERE code = 'auditor'"));
    }

    private Task<int> InsertAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteAsync("INSERT INTO roles (code, name) VALUES (@Code, @Name)", auditor, transaction);
}
