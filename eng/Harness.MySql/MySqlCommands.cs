using System.Globalization;
using System.Text;
using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>The harness's own statements.</summary>
internal static class MySqlCommands
{
    /// <summary>Sends statements in one round trip.</summary>
    public static async Task SendAsync(this MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of every row, as text; NULL as an empty one.</summary>
    public static async Task<List<string>> ColumnAsync(this MySqlConnection connection, string sql, CancellationToken cancellationToken) =>
        [.. (await connection.RowsAsync(sql, cancellationToken).ConfigureAwait(false)).Select(row => row[0])];

    /// <summary>Every row of every result, as text; NULL as an empty one.</summary>
    public static async Task<List<string[]>> RowsAsync(this MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))]);
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return rows;
    }

    // Some columns are text on one server and bytes on another.
    private static string Text(object value) => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
