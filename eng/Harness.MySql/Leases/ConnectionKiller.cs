using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Ends the connections that others have to a database.</summary>
internal static class ConnectionKiller
{
    /// <summary>Ends every connection to a database but one, and returns when they are gone, with their transactions and locks.</summary>
    /// <param name="connection">The connection that is left.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task EndOthersAsync(MySqlConnection connection, CancellationToken cancellationToken) => EndAllAsync(connection, connection.Database, cancellationToken);

    /// <summary>Ends every connection to a database but the one given, which may be connected to another.</summary>
    /// <param name="connection">The connection that asks.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task EndAllAsync(MySqlConnection connection, string database, CancellationToken cancellationToken)
    {
        while (await connection.ColumnAsync($"select id from information_schema.processlist where db = '{database}' and id <> connection_id()", cancellationToken).ConfigureAwait(false) is { Count: > 0 } threads)
        {
            foreach (var thread in threads)
                await KillAsync(connection, thread, cancellationToken).ConfigureAwait(false);
            await Task.Yield();
        }
    }

    private static async Task KillAsync(MySqlConnection connection, string thread, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync($"kill {thread}", cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It went by itself.
        }
    }
}
