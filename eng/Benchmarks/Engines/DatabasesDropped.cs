using System.Data.Common;

namespace Matrix.Benchmarks.Engines;

/// <summary>Databases that a way of isolating tests made, dropped at its end.</summary>
internal sealed class DatabasesDropped(ServedEngine engine, DbConnection administrator, IReadOnlyList<string> databases) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
            await administrator.SendAsync(engine.Drop(database), CancellationToken.None);
        await administrator.DisposeAsync();
    }
}

internal static class Statements
{
    public static async Task SendAsync(this DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
