using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite.Leases;
using Matrix.Harness.Sqlite.Storage;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite;

/// <summary>The database that the blueprint built, from which all others are copied.</summary>
internal sealed class DatabaseTemplate : IDisposable
{
    private readonly Lock gate = new();
    private readonly OpenDatabase database;
    private long pages, objects;

    private DatabaseTemplate(OpenDatabase database) => this.database = database;

    /// <exception cref="MatrixException">The blueprint fails, or leaves its transaction open.</exception>
    public static async Task<DatabaseTemplate> BuildAsync(DatabaseStore store, Blueprint blueprint, CancellationToken cancellationToken)
    {
        var log = new StatementLog();
        var template = new DatabaseTemplate(new OpenDatabase(store, () => log));
        try
        {
            await template.BuildAsync(blueprint, cancellationToken).ConfigureAwait(false);
            return template;
        }
        catch (Exception e) when (e is not (OperationCanceledException or MatrixException))
        {
            template.Dispose();
            var statement = log.ToList() is [.., var last] ? $" The last statement was: {last}" : "";
            throw new MatrixException($"The blueprint could not be built on SQLite: {e.Message.TrimEnd('.')}.{statement} Mend the blueprint; no test has run.", e);
        }
        catch
        {
            template.Dispose();
            throw;
        }
    }

    /// <summary>Overwrites a database with the template, and reads back that it is whole.</summary>
    public void CopyTo(SqliteConnection connection)
    {
        lock (gate)
            database.Primary.BackupDatabase(connection);
        if (Count(connection, "PRAGMA page_count") != pages || Count(connection, "SELECT count(*) FROM sqlite_schema") != objects)
            throw new MatrixException($"The copy of the SQLite template {database.Address.Name} is not whole. Run again; no test has used it.");
    }

    public void Dispose() => database.Dispose();

    private async Task BuildAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var connection = database.Primary;
        await blueprint.BuildAsync(connection, cancellationToken).ConfigureAwait(false);
        if (connection.State != System.Data.ConnectionState.Open)
            connection.Open();
        if (connection.InTransaction)
            throw new MatrixException("The blueprint left its transaction open, so nothing of it would reach a test on SQLite. Commit at its end.");
        pages = Count(connection, "PRAGMA page_count");
        objects = Count(connection, "SELECT count(*) FROM sqlite_schema");
    }

    private static long Count(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
