using System.Data.Common;
using Matrix.Harness.Leases;

namespace Matrix.Tests.Eng.Harness.Sqlite;

internal static class Sql
{
    public const string AddAuthor = "INSERT INTO author (name) VALUES ('Eco')";
    public const string CountAuthors = "SELECT count(*) FROM author";

    public static void Execute(this DatabaseLease lease, string sql)
    {
        using var command = lease.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this DatabaseLease lease, string sql)
    {
        using var command = lease.CreateCommand(sql);
        return command.ExecuteScalar();
    }

    public static void Execute(this DbConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this DbConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return command.ExecuteScalar();
    }

    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
