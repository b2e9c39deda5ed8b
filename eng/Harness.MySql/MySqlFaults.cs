using System.Text.RegularExpressions;
using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>What a server's refusal to serve means for the run, and what to do about it.</summary>
internal static partial class MySqlFaults
{
    private const int DatabaseAccessDenied = 1044;

    /// <returns><see langword="null"/> when the error is no matter of the server's.</returns>
    public static ServerUnavailableException? Explain(Exception exception, RunningServer server) => exception switch
    {
        MySqlException { Number: DatabaseAccessDenied } e => new(
            $"The account that was given for {server.Engine.Name} ({server.Description}) may not create databases: {e.Message}. "
            + $@"Run this as an administrator: GRANT ALL ON `matrix\_%`.* TO {AccountIn(e.Message)};", e),
        MySqlException e when MySqlErrors.Describe(e).Kind is ErrorKind.ConnectionLost or ErrorKind.AccessDenied => new(
            $"The {server.Engine.Name} server ({server.Description}) cannot be worked with: {e.Message} Look into the server's own log, then run again.", e),
        MySqlException e when MySqlErrors.Describe(e).Kind == ErrorKind.TooManyConnections => new(
            $"The {server.Engine.Name} server ({server.Description}) has no free connection: {e.Message} Close some, raise max_connections, or run with fewer workers.", e),
        _ => null,
    };

    // The server's own name for it, with the host that it admitted it from: 'me'@'%'.
    private static string AccountIn(string message) => Account().Match(message) is { Success: true } account ? account.Value : "<that account>";

    [GeneratedRegex("'[^']*'@'[^']*'")]
    private static partial Regex Account();
}
