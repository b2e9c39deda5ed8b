using System.Data.Common;

namespace Matrix.Benchmarks.Leases;

/// <summary>What every test does, whatever isolates it: three inserts and a select.</summary>
internal static class TestBody
{
    private const int Inserts = 3;

    public static async Task RunAsync(DbConnection connection, DbTransaction? transaction)
    {
        for (var i = 0; i < Inserts; i++)
        {
            await using var insert = Command(connection, transaction, "INSERT INTO t3 (name, amount, parent_id) VALUES (@name, 9.95, 1)");
            var name = insert.CreateParameter();
            (name.ParameterName, name.Value) = ("@name", $"new {i}");
            insert.Parameters.Add(name);
            await insert.ExecuteNonQueryAsync();
        }

        await using var select = Command(connection, transaction, "SELECT count(*) FROM t3 WHERE amount = 9.95");
        var found = Convert.ToInt32(await select.ExecuteScalarAsync(), null);
        if (found != Inserts)
            throw new InvalidOperationException($"{found} rows were found instead of {Inserts}: this way does not isolate, so its figures mean nothing.");
    }

    public static async Task RunAndCommitAsync(DbConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, transaction);
        await transaction.CommitAsync();
    }

    /// <summary>Takes away what the test has committed.</summary>
    public static async Task TidyAsync(DbConnection connection)
    {
        await using var delete = Command(connection, null, "DELETE FROM t3 WHERE amount = 9.95");
        await delete.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
