using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>What a server's refusal to serve means for the run, and what to do about it.</summary>
internal static class PostgresFaults
{
    private const string InsufficientPrivilege = "42501";

    /// <returns><see langword="null"/> when the error is no matter of the server's.</returns>
    public static ServerUnavailableException? Explain(Exception exception, RunningServer server) => exception switch
    {
        PostgresException { SqlState: InsufficientPrivilege } e when e.MessageText.Contains("create database", StringComparison.Ordinal) => new(
            $"The account that was given for PostgreSQL ({server.Description}) may not create databases: {e.MessageText}. "
            + $"Run this as an administrator: ALTER ROLE {AccountOf(server)} CREATEDB;", e),
        NpgsqlException e when PostgresErrors.Describe(e).Kind is ErrorKind.ConnectionLost or ErrorKind.AccessDenied => new(
            $"PostgreSQL ({server.Description}) cannot be worked with: {e.Message} Look into the server's own log, then run again.", e),
        NpgsqlException e when PostgresErrors.Describe(e).Kind == ErrorKind.TooManyConnections => new(
            $"PostgreSQL ({server.Description}) has no free connection: {e.Message} Close some, raise max_connections, or run with fewer workers.", e),
        _ => null,
    };

    private static string AccountOf(RunningServer server) => new NpgsqlConnectionStringBuilder(server.ConnectionString).Username is { } name
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : "<that account>";
}
