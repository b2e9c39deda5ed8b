using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>The harness's own statements.</summary>
internal static class PostgresCommands
{
    /// <summary>Sends one statement.</summary>
    public static async Task SendAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every row of a query whose columns are all text.</summary>
    public static async Task<List<string?[]>> RowsAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string?[]>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }
}
