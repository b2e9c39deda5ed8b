using System.Data.Common;
using Matrix.Harness.MySql.Databases;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>What the search for a server needs to know of MySQL and MariaDB.</summary>
public sealed class MySqlDriver : ServerDriver
{
    /// <inheritdoc/>
    public override async Task<EngineIdentity> IdentifyAsync(string connectionString, CancellationToken cancellationToken)
    {
        var address = new MySqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new MySqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Leftover>> FindLeftoversAsync(string connectionString, CancellationToken cancellationToken)
    {
        var found = await OnAsync(connectionString, catalog => catalog.LeftoversAsync(cancellationToken)).ConfigureAwait(false);
        var server = ServerAddress.Describe(connectionString);
        return [.. found.Select(f => new Leftover($"database {f.Name} on {server}", f.State, () => DropAsync(connectionString, f.Name)))];
    }

    /// <inheritdoc/>
    public override DatabaseError Describe(DbException exception) => MySqlErrors.Describe(exception);

    internal static async Task<EngineIdentity> IdentifyAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand("select version()", connection);
        return Parse((string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!);
    }

    private static async Task DropAsync(string connectionString, string database) => await OnAsync(connectionString, async catalog =>
    {
        await (database == Registry.Database ? catalog.DropRegistryAsync(CancellationToken.None) : catalog.DropAsync(database, CancellationToken.None)).ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    private static async Task<T> OnAsync<T>(string connectionString, Func<DatabaseCatalog, Task<T>> ask)
    {
        var names = new RunNames();
        await using var administrator = MySqlServer.Administrator(connectionString, names);
        await using var catalog = new DatabaseCatalog(administrator, names);
        return await ask(catalog).ConfigureAwait(false);
    }

    /// <summary>Reads <c>9.7.0</c>, <c>8.4.3-debug</c>, <c>11.8.6-MariaDB-ubu2404</c>.</summary>
    internal static EngineIdentity Parse(string version) => new(
        version.Contains("mariadb", StringComparison.OrdinalIgnoreCase) ? "mariadb" : "mysql",
        new string([.. version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]).TrimEnd('.'));
}
