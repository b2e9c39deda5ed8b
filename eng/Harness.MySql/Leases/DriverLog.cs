using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Takes statements and transactions out of the driver's log, and leaves the rest of it alone.</summary>
/// <param name="owner">Who is told.</param>
internal sealed class DriverLog(Func<MySqlDatabase?> owner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => categoryName switch
    {
        "MySqlConnector.MySqlCommand" => new Statements(owner),
        "MySqlConnector.Transaction" => new Transactions(owner),
        _ => NullLogger.Instance,
    };

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private abstract class Logger(LogLevel level, Func<MySqlDatabase?> owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == level && owner() is { IsWatched: true };

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (owner() is { } database)
                Tell(database, eventId, state as IReadOnlyList<KeyValuePair<string, object?>>);
        }

        protected abstract void Tell(MySqlDatabase database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values);
    }

    private sealed class Statements(Func<MySqlDatabase?> owner) : Logger(LogLevel.Trace, owner)
    {
        // PreparingCommandPayload and PreparingCommandPayloadWithId, the latter for prepared statements.
        private const int Payload = 2204, PreparedPayload = 2205;

        protected override void Tell(MySqlDatabase database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values)
        {
            for (var i = id.Id is Payload or PreparedPayload ? values!.Count - 1 : -1; i >= 0; i--)
            {
                if (values![i] is { Key: "CommandText", Value: string sql })
                    database.Note(sql);
            }
        }
    }

    private sealed class Transactions(Func<MySqlDatabase?> owner) : Logger(LogLevel.Debug, owner)
    {
        protected override void Tell(MySqlDatabase database, EventId id, IReadOnlyList<KeyValuePair<string, object?>>? values)
        {
            switch (id.Name)
            {
                case "StartingTransaction":
                    database.NoteBegin();
                    break;
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
