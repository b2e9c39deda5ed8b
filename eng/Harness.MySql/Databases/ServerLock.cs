using System.Globalization;
using MySqlConnector;

namespace Matrix.Harness.MySql.Databases;

/// <summary>A lock that a server keeps by name for as long as a connection lasts. Disposing releases it.</summary>
internal sealed class ServerLock(MySqlConnection connection, string name) : IAsyncDisposable
{
    private const int LongestWait = 60;

    /// <exception cref="MatrixException">Another run does not let go of it.</exception>
    public static async Task<ServerLock> TakeAsync(MySqlConnection connection, string name, CancellationToken cancellationToken)
    {
        var taken = await connection.ColumnAsync($"select get_lock('{name}', {LongestWait})", cancellationToken).ConfigureAwait(false);
        return taken is ["1"]
            ? new(connection, name)
            : throw new MatrixException($"Another run has held the lock {name} on the server for {LongestWait} s. Wait for it to end, or end its connection to the server.");
    }

    /// <summary>Which of some locks somebody holds.</summary>
    public static async Task<HashSet<string>> HeldAsync(MySqlConnection connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var held = new HashSet<string>();
        foreach (var name in names)
        {
            if (await connection.ColumnAsync($"select is_used_lock('{name}')", cancellationToken).ConfigureAwait(false) is [not ""])
                held.Add(name);
        }

        return held;
    }

    public async ValueTask DisposeAsync() =>
        await connection.SendAsync(string.Create(CultureInfo.InvariantCulture, $"do release_lock('{name}')"), CancellationToken.None).ConfigureAwait(false);
}
