using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Hears of transactions that are ended by a call: Npgsql sends those as no command, and logs them.</summary>
/// <param name="ended">Told of each, in the words of the call.</param>
internal sealed class TransactionLog(Action<string> ended) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => categoryName == "Npgsql.Transaction" ? this : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "CommittedTransaction")
            ended("NpgsqlTransaction.Commit()");
        else if (eventId.Name == "RolledBackTransaction")
            ended("NpgsqlTransaction.Rollback()");
    }
}
