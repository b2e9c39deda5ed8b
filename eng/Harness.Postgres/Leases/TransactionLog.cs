using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Hears of transactions that are ended by a call: Npgsql sends those as no command, and logs them.</summary>
/// <param name="owner">Who is told.</param>
internal sealed class TransactionLog(Func<PostgresDatabase?> owner) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => categoryName == "Npgsql.Transaction" ? this : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        switch (eventId.Name)
        {
            case "CommittedTransaction":
                owner()?.NoteEnd("NpgsqlTransaction.Commit()");
                break;
            case "RolledBackTransaction":
                owner()?.NoteEnd("NpgsqlTransaction.Rollback()");
                break;
        }
    }
}
