using System.Globalization;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Transactions that a test prepared for a second phase, and that outlive its connection.</summary>
internal static class DistributedTransactions
{
    /// <summary>Rolls back those whose name a lease's statements hold. Others on the server are somebody else's.</summary>
    /// <param name="connection">A connection to the server, when those of the lease have ended.</param>
    /// <param name="statements">What the lease sent.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task RollBackAsync(MySqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        // The names of format, lengths and data, the last being both parts of the name.
        foreach (var row in await connection.RowsAsync("xa recover", cancellationToken).ConfigureAwait(false))
        {
            var length = int.Parse(row[1], CultureInfo.InvariantCulture);
            var (transaction, branch) = (row[3][..length], row[3][length..]);
            if (statements.Any(s => s.Contains(transaction, StringComparison.Ordinal) || s.Contains(Hex(transaction), StringComparison.OrdinalIgnoreCase)))
                await connection.SendAsync($"xa rollback x'{Hex(transaction)}', x'{Hex(branch)}', {row[0]}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Hex(string name) => Convert.ToHexString(System.Text.Encoding.Latin1.GetBytes(name));
}
