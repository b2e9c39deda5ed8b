using System.Data.Common;
using System.Globalization;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using MySqlConnector;
using Npgsql;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>Drivers of real servers, and what tests ask through them.</summary>
internal static class TestDrivers
{
    public static ServerDriver For(string engine) => engine == "postgres" ? new PostgresDriver() : new MySqlDriver();

    /// <summary>A new connection, outside any pool. The caller opens and disposes it.</summary>
    public static DbConnection Connect(string engine, string connectionString) => engine == "postgres"
        ? new NpgsqlConnection(connectionString + ";Pooling=false")
        : new MySqlConnection(connectionString + ";Pooling=false");

    /// <summary>The one answer to a question, as text.</summary>
    public static async Task<string> AskAsync(this RunningServer server, string sql)
    {
        await using var connection = Connect(server.Engine.Name, server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
