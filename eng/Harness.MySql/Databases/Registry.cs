using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql.Databases;

/// <summary>The table on a server that says which databases Matrix made: MySQL has no other place for a database's marker.</summary>
/// <remarks>A database is entered before it is made and struck out after it is dropped, so none is ever there without a marker.</remarks>
internal sealed class Registry(MySqlDataSource administrator)
{
    /// <summary>The database that holds the table.</summary>
    public const string Database = RunNames.Prefix + "registry";

    private const string Table = Database + ".made";
    private const string TableMarker = "Databases that Matrix made";

    /// <summary>Makes the table if it is not there yet.</summary>
    /// <exception cref="MatrixException">A database has its name that Matrix has not made.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var guard = await ServerLock.TakeAsync(connection, Database, cancellationToken).ConfigureAwait(false);
        if (await IsOnAsync(connection, cancellationToken).ConfigureAwait(false))
            return;
        var exists = await connection.ColumnAsync($"select schema_name from information_schema.schemata where schema_name = '{Database}'", cancellationToken).ConfigureAwait(false);
        if (exists.Count > 0)
        {
            throw new MatrixException($"The server has a database {Database} that Matrix has not made, so it can keep no account there of the databases that it makes. "
                + $"Rename or drop {Database}, or give another server.");
        }

        await connection.SendAsync(
            $"create database {Database}; create table {Table} (name varchar(64) not null primary key, marker varchar(255) not null) comment '{TableMarker}'", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the table is there, and is ours.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await IsOnAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsOnAsync(MySqlConnection connection, CancellationToken cancellationToken) => await connection.ColumnAsync(
        $"select table_comment from information_schema.tables where table_schema = '{Database}' and table_name = 'made'", cancellationToken).ConfigureAwait(false) is [TableMarker];

    /// <summary>Every database of ours, by name, with its marker.</summary>
    public async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new MySqlCommand($"select name, marker from {Table}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var made = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            made[reader.GetString(0)] = reader.GetString(1);
        return made;
    }

    /// <summary>What enters a database, or gives it another marker.</summary>
    public static string Enter(string name, string marker) => $"replace into {Table} values ('{name}', '{marker}')";

    /// <summary>What strikes a database out.</summary>
    public static string Strike(string name) => $"delete from {Table} where name = '{name}'";
}
