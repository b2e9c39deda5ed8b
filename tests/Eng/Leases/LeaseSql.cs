using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Leases;

namespace Matrix.Tests.Eng.Leases;

internal static class LeaseSql
{
    public static async Task ExecuteAsync(this DatabaseLease lease, string sql)
    {
        await using var command = lease.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task ExecuteAsync(this DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of every row, as text.</summary>
    public static async Task<string> ReadAsync(this DatabaseLease lease, string sql)
    {
        await using var command = lease.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string?>();
        while (await reader.ReadAsync())
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        return string.Join(' ', values);
    }

    public static async Task<string> ContentAsync(this DatabaseLease lease) => string.Join(" / ",
        await lease.ReadAsync("SELECT concat(name, coalesce(mentor_id, 0)) FROM author ORDER BY id"),
        await lease.ReadAsync("SELECT title FROM book ORDER BY id"),
        await lease.ReadAsync("SELECT concat(code, ':', coalesce(note, 'none')) FROM tag ORDER BY code"),
        await lease.ReadAsync("SELECT code FROM book_tag"));
}
