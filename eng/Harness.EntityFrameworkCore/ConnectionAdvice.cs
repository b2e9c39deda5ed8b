#nullable enable
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>Says what to do where a context has failed to open another connection than its own.</summary>
internal sealed class ConnectionAdvice : DbConnectionInterceptor
{
    /// <inheritdoc/>
    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Advise(connection, eventData);

    /// <inheritdoc/>
    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Advise(connection, eventData);
        return Task.CompletedTask;
    }

    private static void Advise(DbConnection connection, ConnectionErrorEventData failure)
    {
        if (failure.Context is { } context && connection != context.Database.GetDbConnection())
        {
            throw new MatrixException($"{context.GetType().Name} tried to connect anew, as EnsureDeleted, EnsureCreated and Migrate do, and that failed. "
                + $"A test's database is there when it begins, built as the fixture says, and nobody else's: leave the call out. The driver said: {failure.Exception.GetBaseException().Message}", failure.Exception);
        }
    }
}
