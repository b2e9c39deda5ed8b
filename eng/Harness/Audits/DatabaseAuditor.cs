using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Matrix.Harness.Audits;

/// <summary>The second witness: reads everything in a database and on its session, and believes nobody. It shares no code with what restores databases.</summary>
public abstract class DatabaseAuditor
{
    /// <summary>Reads a database as one lease after another leaves it.</summary>
    /// <param name="connection">Its open connection, in no transaction. What is on its session is read first.</param>
    /// <param name="name">The database's name, which is left out of what is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Facts by name, the same for every database of a blueprint that nobody has written to.</returns>
    public async Task<SortedDictionary<string, string>> ReadAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["current database"] = connection.Database.Replace(name, "own", StringComparison.Ordinal) };
        foreach (var (subject, sql) in SessionQueries.Concat(DefinitionQueries))
        {
            foreach (var row in await RowsAsync(connection, sql, cancellationToken).ConfigureAwait(false))
                facts[$"{subject} {row[0]}"] = string.Join(" | ", row.Skip(1));
        }

        foreach (var table in await RowsAsync(connection, TableQuery, cancellationToken).ConfigureAwait(false))
            facts[$"rows of {table[0]}"] = Digest(await RowsAsync(connection, await ContentQueryAsync(connection, table[1], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
        return facts;
    }

    /// <summary>What a session may hold: the name of a fact first, then its value.</summary>
    protected abstract IReadOnlyList<(string Subject, string Sql)> SessionQueries { get; }

    /// <summary>What has a definition, and the next values of what counts: the name of a fact first, then its value.</summary>
    protected abstract IReadOnlyList<(string Subject, string Sql)> DefinitionQueries { get; }

    /// <summary>Every table: its name for a person, and as a statement spells it.</summary>
    protected abstract string TableQuery { get; }

    /// <summary>What reads every column of every row of a table, as text.</summary>
    protected abstract ValueTask<string> ContentQueryAsync(DbConnection connection, string table, CancellationToken cancellationToken);

    /// <summary>Every row of a query, as text.</summary>
    protected static async Task<List<string[]>> RowsAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }

    // Whatever order they come in.
    private static string Digest(List<string[]> rows)
    {
        var lines = rows.Select(row => string.Join('\u001f', row)).Order(StringComparer.Ordinal);
        return $"{rows.Count} rows, {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', lines))))[..12]}";
    }
}
