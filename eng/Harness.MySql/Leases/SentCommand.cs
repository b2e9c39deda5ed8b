using System.Runtime.CompilerServices;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>The command that a session runs, as the driver keeps it: its log tells a statement's text and not its parameters, and nothing else of it is public.</summary>
/// <remarks>Where a version of the driver keeps it otherwise, statements stand in the log without their parameters.</remarks>
internal sealed class SentCommand
{
    private readonly object session;

    private SentCommand(object session) => this.session = session;

    /// <summary>The session's name in the driver's log.</summary>
    public string Session => IdOf(session);

    /// <summary>Its parameters; <see langword="null"/> when it runs none.</summary>
    public MySqlParameterCollection? Parameters => CommandOf(ReaderOf(session)) is MySqlCommand { Parameters: { Count: > 0 } parameters } ? parameters : null;

    /// <returns><see langword="null"/> when the driver does not have what is looked for.</returns>
    public static SentCommand? On(MySqlConnection connection)
    {
        try
        {
            var command = new SentCommand(SessionOf(connection));
            return command.Session.Length > 0 && command.Parameters is null ? command : null;
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException)
        {
            return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("MySqlConnector.Core.ServerSession, MySqlConnector")]
    private static extern object SessionOf(MySqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Id")]
    private static extern string IdOf([UnsafeAccessorType("MySqlConnector.Core.ServerSession, MySqlConnector")] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_DataReader")]
    private static extern MySqlDataReader ReaderOf([UnsafeAccessorType("MySqlConnector.Core.ServerSession, MySqlConnector")] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Command")]
    [return: UnsafeAccessorType("MySqlConnector.Core.IMySqlCommand, MySqlConnector")]
    private static extern object? CommandOf(MySqlDataReader reader);
}
