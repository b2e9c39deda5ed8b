using System.Collections.Concurrent;
using Matrix.Harness.Statements;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Takes statements and transactions out of the driver's log, and leaves the rest of it alone.</summary>
/// <param name="owner">Who is told.</param>
internal sealed class DriverLog(Func<IStatementListener?> owner) : ILoggerFactory
{
    // By session: what it runs, and the place of the statement that it sent last.
    private readonly ConcurrentDictionary<string, SentCommand> commands = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Whether a statement was sent and its end was not heard.</summary>
    public bool HasOpenStatement => !places.IsEmpty;

    public ILogger CreateLogger(string categoryName) => categoryName switch
    {
        "MySqlConnector.MySqlCommand" => new Statements(owner, places),
        "MySqlConnector.MySqlConnection" => new Endings(owner, commands, places),
        "MySqlConnector.Transaction" => new Transactions(owner),
        _ => NullLogger.Instance,
    };

    /// <summary>Has the parameters of a connection's statements noted, too.</summary>
    public void Follow(MySqlConnection connection)
    {
        if (SentCommand.On(connection) is { } command)
            commands[command.Session] = command;
    }

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private abstract class Logger(LogLevel level, Func<IStatementListener?> owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == level && owner() is { IsWatched: true };

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (owner() is { } database)
                Tell(database, eventId, state as IReadOnlyList<KeyValuePair<string, object?>>);
        }

        protected abstract void Tell(IStatementListener database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values);
    }

    private static string? Find(IReadOnlyList<KeyValuePair<string, object?>> values, string name)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Key == name)
                return values[i].Value as string;
        }

        return null;
    }

    private sealed class Statements(Func<IStatementListener?> owner, ConcurrentDictionary<string, int> places) : Logger(LogLevel.Trace, owner)
    {
        // PreparingCommandPayload and PreparingCommandPayloadWithId, the latter for prepared statements.
        private const int Payload = 2204, PreparedPayload = 2205;

        protected override void Tell(IStatementListener database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values)
        {
            if (id.Id is Payload or PreparedPayload && Find(values!, "CommandText") is { } sql)
                places[Find(values!, "SessionId")!] = database.Note(sql);
        }
    }

    // The end of a statement, also of one that fails: its command and parameters are still as they were sent.
    private sealed class Endings(Func<IStatementListener?> owner, ConcurrentDictionary<string, SentCommand> commands, ConcurrentDictionary<string, int> places)
        : Logger(LogLevel.Trace, owner)
    {
        // EnteringFinishQuerying.
        private const int Finish = 2201;

        protected override void Tell(IStatementListener database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values)
        {
            if (id.Id == Finish && Find(values!, "SessionId") is { } session && places.TryRemove(session, out var place)
                && commands.TryGetValue(session, out var command) && command.Parameters is { } parameters)
            {
                database.Statements.Append(place, ParameterText.Of(parameters));
            }
        }
    }

    private sealed class Transactions(Func<IStatementListener?> owner) : Logger(LogLevel.Debug, owner)
    {
        protected override void Tell(IStatementListener database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values)
        {
            switch (id.Name)
            {
                case "CommittedTransaction":
                    database.NoteEnd("MySqlTransaction.Commit()");
                    break;
                case "RolledBackTransaction":
                    database.NoteEnd("MySqlTransaction.Rollback()");
                    break;
            }
        }
    }
}
