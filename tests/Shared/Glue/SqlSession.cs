using System.Data;
using System.Data.Common;

namespace Matrix.Tests.Glue;

/// <summary>SQL as it is written, on one connection. Values go in as <c>@p0</c>, <c>@p1</c>, ...</summary>
public sealed class SqlSession : IAsyncDisposable
{
    private readonly bool owned;

    /// <summary>On a connection, and in a transaction, that are somebody else's.</summary>
    public SqlSession(DbConnection connection, DbTransaction? transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    private SqlSession(DbConnection connection)
        : this(connection, null) => owned = true;

    public DbConnection Connection { get; }

    public DbTransaction? Transaction { get; private set; }

    /// <summary>Opens a connection of its own, which goes with the session.</summary>
    public static async Task<SqlSession> OpenAsync(DbDataSource source) => new(await source.OpenConnectionAsync());

    public async Task BeginAsync(IsolationLevel level = IsolationLevel.Unspecified) => Transaction = await Connection.BeginTransactionAsync(level);

    public async Task CommitAsync()
    {
        await Transaction!.CommitAsync();
        await EndTransactionAsync();
    }

    public async Task RollbackAsync()
    {
        await Transaction!.RollbackAsync();
        await EndTransactionAsync();
    }

    /// <summary>Runs a statement whose rows do not matter.</summary>
    public async Task Run(string sql, params object?[] values) => await Execute(sql, values);

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows affected, as the driver counts them.</returns>
    public async Task<int> Execute(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public async Task<object?> Scalar(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync() is var value and not DBNull ? value : null;
    }

    /// <summary>The first column of every row.</summary>
    public async Task<List<object?>> Column(string sql, params object?[] values) => [.. (await Rows(sql, values)).Select(row => row[0])];

    /// <summary>Every row, with all its columns.</summary>
    public async Task<List<object?[]>> Rows(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    /// <summary>The names of a query's columns, as the driver gives them.</summary>
    public async Task<List<string>> ColumnNames(string sql)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>Makes a command on the connection, in the transaction. The caller disposes it.</summary>
    public DbCommand Command(string sql, params object?[] values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (!owned)
            return;
        await EndTransactionAsync();
        await RollBackWhatSqlBeganAsync();
        await Connection.DisposeAsync();
    }

    // The driver knows nothing of it: the pool would keep it, and its locks, until the connection is taken again.
    private async Task RollBackWhatSqlBeganAsync()
    {
        try
        {
            await Execute("ROLLBACK");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // There was none, or the connection is gone.
        }
    }

    private async Task EndTransactionAsync()
    {
        if (Transaction is not null)
            await Transaction.DisposeAsync();
        Transaction = null;
    }
}
