using Npgsql;

namespace Matrix.Harness.Postgres.Databases;

/// <summary>A lock that a server keeps by name for as long as a connection lasts. Disposing releases it, and the connection.</summary>
internal sealed class ServerLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string key;

    private ServerLock(NpgsqlConnection connection, string key) => (this.connection, this.key) = (connection, key);

    public static async Task<ServerLock> TakeAsync(NpgsqlDataSource administrator, string name, CancellationToken cancellationToken)
    {
        var taken = new ServerLock(await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), $"hashtextextended('{name}', 0)");
        await taken.SendAsync("pg_advisory_lock", cancellationToken).ConfigureAwait(false);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await SendAsync("pg_advisory_unlock", CancellationToken.None).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SendAsync(string function, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {function}({key})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
