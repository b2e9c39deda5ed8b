using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>What a server's refusal to serve means for the run, and what to do about it.</summary>
internal static class MySqlFaults
{
    private const int DatabaseAccessDenied = 1044;

    /// <returns><see langword="null"/> when the error is no matter of the server's.</returns>
    public static ServerUnavailableException? Explain(Exception exception, RunningServer server) => exception switch
    {
        MySqlException { Number: DatabaseAccessDenied } e => new(
            $"The account that was given for {server.Engine.Name} ({server.Description}) may not create databases: {e.Message}. "
            + @"Run this as an administrator: GRANT ALL ON `matrix\_%`.* TO <that account>;", e),
        MySqlException e when MySqlErrors.Describe(e).Kind is ErrorKind.ConnectionLost or ErrorKind.AccessDenied => new(
            $"The {server.Engine.Name} server ({server.Description}) cannot be worked with: {e.Message} Look into the server's own log, then run again.", e),
        MySqlException e when MySqlErrors.Describe(e).Kind == ErrorKind.TooManyConnections => new(
            $"The {server.Engine.Name} server ({server.Description}) has no free connection: {e.Message} Close some, raise max_connections, or run with fewer workers.", e),
        _ => null,
    };
}
