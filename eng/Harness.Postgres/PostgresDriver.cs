using System.Data.Common;
using Matrix.Harness.Postgres.Databases;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>What the search for a server needs to know of PostgreSQL.</summary>
public sealed class PostgresDriver : ServerDriver
{
    /// <inheritdoc/>
    public override async Task<EngineIdentity> IdentifyAsync(string connectionString, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Leftover>> FindLeftoversAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var administrator = Administrator(connectionString);
        var found = await CatalogOn(administrator).LeftoversAsync(cancellationToken).ConfigureAwait(false);
        var server = ServerAddress.Describe(connectionString);
        return [.. found.Select(f => new Leftover($"database {f.Name} on {server}", f.State, () => DropAsync(connectionString, f.Name)))];
    }

    /// <inheritdoc/>
    public override DatabaseError Describe(DbException exception) => PostgresErrors.Describe(exception);

    private static async Task DropAsync(string connectionString, string database)
    {
        await using var administrator = Administrator(connectionString);
        await CatalogOn(administrator).DropAsync(database, CancellationToken.None).ConfigureAwait(false);
    }

    private static NpgsqlDataSource Administrator(string connectionString) => NpgsqlDataSource.Create(PostgresServer.Maintenance(connectionString).ConnectionString);

    private static DatabaseCatalog CatalogOn(NpgsqlDataSource administrator) => new(administrator, new RunNames(), isDurable: true);

    // server_version reads "18.1 (Debian 18.1-1)".
    internal static async Task<EngineIdentity> IdentifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select current_setting('server_version')", connection);
        var version = (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return new("postgres", new string([.. version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]));
    }
}
