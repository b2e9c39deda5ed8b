using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>How long a database lives that is connected to as simply as can be: in memory, where the engine has that.</summary>
[OwnDatabase]
public sealed class DatabaseLife(DbDataSource source, SqlSession sql, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task It_outlives_its_last_connection()
    {
        await using var connection = await OpenAsync();
        await new SqlSession(connection, null).Execute("CREATE TABLE notes (id int)");

        await connection.CloseAsync();
        await connection.OpenAsync();

        await observe.Outcome("rows of a table, after closing and opening", () => new SqlSession(connection, null).Scalar("SELECT COUNT(*) FROM notes"));
    }

    [Fact]
    public async Task Another_connection_sees_the_same()
    {
        await using var first = await OpenAsync();
        await new SqlSession(first, null).Execute("CREATE TABLE notes (id int)");

        await using var second = await OpenAsync();

        await observe.Outcome("rows of a table, on a second connection", () => new SqlSession(second, null).Scalar("SELECT COUNT(*) FROM notes"));
    }

    private async Task<DbConnection> OpenAsync()
    {
        var connection = DbProviderFactories.GetFactory(sql.Connection)!.CreateConnection()!;
        connection.ConnectionString = dialect.PlainConnection(source.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
