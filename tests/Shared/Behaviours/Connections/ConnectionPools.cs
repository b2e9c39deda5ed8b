using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What is left on a connection when it is closed and opened again, from a pool of one.</summary>
/// <remarks>What a server says that has no connection left is asked by <c>PostgresProvocations</c> and <c>MySqlProvocations</c> in <c>tests/Eng</c>, of accounts and servers that they make: here it would shut other tests out, and an account would outlive its lease.</remarks>
[OwnDatabase]
public sealed class ConnectionPools(DbDataSource source, SqlSession sql, Sessions sessions, Dialect dialect, Observations observe) : IDisposable
{
    private readonly List<DbConnection> opened = [];

    [Fact]
    public async Task One_more_than_the_pool_holds_is_refused()
    {
        const int Patience = 5;
        await using var first = await OpenAsync(Patience);

        await observe.Outcome("a second connection of a pool of one", async () =>
        {
            await using var second = await OpenAsync(Patience);
        });
    }

    [Fact]
    public async Task A_temporary_table_is_gone_when_its_connection_is_closed()
    {
        await using (var first = await OpenAsync())
            await RunAsync(first, "CREATE TEMPORARY TABLE drafts (id int)");

        await using var second = await OpenAsync();
        await observe.Outcome("the temporary table, on the connection opened again", () => RunAsync(second, "SELECT COUNT(*) FROM drafts"));
    }

    [Fact]
    public async Task A_transaction_left_open_is_rolled_back()
    {
        await using (var first = await OpenAsync())
        {
            var transaction = await first.BeginTransactionAsync();
            await RunAsync(first, "INSERT INTO tree_nodes (name) VALUES ('left')", transaction);
        }

        Assert.Empty(await sql.Rows("SELECT id FROM tree_nodes"));
    }

    [Fact]
    public async Task A_transaction_begun_in_SQL_and_left_open_is_rolled_back()
    {
        await using (var first = await OpenAsync())
            await RunAsync(first, "BEGIN; INSERT INTO tree_nodes (name) VALUES ('left')");

        var other = await sessions.OpenAsync();
        await observe.Outcome("rows left, on another connection", () => other.Scalar("SELECT COUNT(*) FROM tree_nodes"));
    }

    [Fact]
    public async Task A_setting_is_forgotten()
    {
        await using (var first = await OpenAsync())
            await RunAsync(first, dialect.ChangeSetting);

        await using var second = await OpenAsync();
        observe.Value("the setting is kept", Equals($"{await RunAsync(second, dialect.ReadSetting)}", dialect.ChangedSetting));
    }

    [Fact]
    public async Task A_temporary_table_is_its_connection_s_own()
    {
        await using var first = await OpenAsync();
        await RunAsync(first, "CREATE TEMPORARY TABLE drafts (id int)");

        await Assert.ThrowsAnyAsync<DbException>(() => sql.Scalar("SELECT COUNT(*) FROM drafts"));
    }

    public void Dispose()
    {
        foreach (var connection in opened)
            dialect.ForgetPool(connection);
    }

    private async Task<DbConnection> OpenAsync(int patience = 30)
    {
        var connection = DbProviderFactories.GetFactory(sql.Connection)!.CreateConnection()!;
        connection.ConnectionString = dialect.PoolOfOne(source.ConnectionString, patience);
        opened.Add(connection);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> RunAsync(DbConnection connection, string statement, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        return await command.ExecuteScalarAsync();
    }
}
