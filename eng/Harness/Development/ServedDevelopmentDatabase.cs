using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Development;

/// <summary>Somebody's database on a server.</summary>
/// <param name="connection">Open; disposed with this.</param>
/// <param name="engine">What the server says that it is.</param>
/// <param name="description">Which database it is, for a person to read. No password.</param>
public abstract class ServedDevelopmentDatabase(DbConnection connection, EngineIdentity engine, string description) : DevelopmentDatabase
{
    /// <inheritdoc/>
    public override EngineIdentity Engine => engine;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override DbConnection Connection => connection;

    /// <summary>Asks for all that can be dropped by itself: what it is as <c>DROP</c> calls it, its name as a person reads it, and as SQL spells it.</summary>
    protected abstract string ObjectRows { get; }

    /// <summary>What drops objects, whatever refers to them; some may be gone with others before their turn.</summary>
    /// <param name="objects">What each is, and how SQL spells it.</param>
    protected abstract string DropSql(IEnumerable<(string Kind, string Spelled)> objects);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<DatabaseObject>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var objects = new List<DatabaseObject>();
            foreach (var (kind, name, spelled) in await RowsAsync(cancellationToken).ConfigureAwait(false))
                objects.Add(new(kind, name, kind == "table" ? await CountAsync(spelled, cancellationToken).ConfigureAwait(false) : null));
            return objects;
        }
        catch (DbException e)
        {
            throw Refused("looked into", e);
        }
    }

    /// <inheritdoc/>
    public override async Task ClearAsync(CancellationToken cancellationToken)
    {
        var objects = await RowsAsync(cancellationToken).ConfigureAwait(false);
        if (objects.Count == 0)
            return;
        try
        {
            await using var command = Command(DropSql(objects.Select(o => (o.Kind, o.Spelled))));
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw Refused("emptied", e);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return connection.DisposeAsync();
    }

    /// <summary>Opens a connection to a database, which is made where there is none of that name.</summary>
    /// <param name="connection">The connection, closed. The caller disposes it.</param>
    /// <param name="description">Which database it is.</param>
    /// <param name="isMissing">Whether an error says that there is no such database.</param>
    /// <param name="createAsync">Makes it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ServerUnavailableException">The server does not answer, or refuses.</exception>
    protected static async Task OpenAsync(
        DbConnection connection, string description, Func<DbException, bool> isMissing, Func<CancellationToken, Task> createAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            try
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException e) when (isMissing(e))
            {
                await createAsync(cancellationToken).ConfigureAwait(false);
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DbException e)
        {
            throw new ServerUnavailableException($"The {description} cannot be opened: {e.Message} Start that server, or mend the address.", e);
        }
    }

    private async Task<List<(string Kind, string Name, string Spelled)>> RowsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<(string, string, string)>();
        await using var command = Command(ObjectRows);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return rows;
    }

    private async Task<long> CountAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = Command($"select count(*) from {table}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    private MatrixException Refused(string what, DbException e) =>
        new($"The {description} could not be {what}: {e.Message} Give an account that may, or name another database.", e);

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
