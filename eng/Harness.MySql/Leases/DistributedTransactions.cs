using System.Globalization;
using System.Text;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Transactions that a test prepared for a second phase, and that outlive its connection.</summary>
internal static class DistributedTransactions
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromSeconds(10);

    /// <summary>Rolls back those whose name a lease's statements hold. Others on the server are somebody else's.</summary>
    /// <param name="connection">A connection to the server, when those of the lease have been ended.</param>
    /// <param name="statements">What the lease sent.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MySqlException">The server does not let go of one.</exception>
    public static async Task RollBackAsync(MySqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + Longest;
        while (await FindAsync(connection, statements, cancellationToken).ConfigureAwait(false) is { } transaction)
        {
            try
            {
                await connection.SendAsync($"xa rollback {transaction}", cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException) when (DateTime.UtcNow < deadline)
            {
                // Its connection is still on its way out, and has it until then.
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<string?> FindAsync(MySqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        // Format, the lengths of both parts of the name, and the name.
        foreach (var row in await connection.RowsAsync("xa recover", cancellationToken).ConfigureAwait(false))
        {
            var length = int.Parse(row[1], CultureInfo.InvariantCulture);
            var (transaction, branch) = (row[3][..length], row[3][length..]);
            if (statements.Any(s => Names(s, transaction)))
                return $"x'{Hex(transaction)}', x'{Hex(branch)}', {row[0]}";
        }

        return null;
    }

    // As a whole text: another's name may be a part of one of ours.
    private static bool Names(string statement, string transaction) =>
        ((string[])[$"'{transaction}'", $"\"{transaction}\""]).Any(text => statement.Contains(text, StringComparison.Ordinal))
        || ((string[])[$"x'{Hex(transaction)}'", $"0x{Hex(transaction)}"]).Any(text => statement.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string Hex(string name) => Convert.ToHexString(Encoding.Latin1.GetBytes(name));
}
