using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Statements;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Puts one database back to what it was when it was made, and proves it by the checksums of its tables.</summary>
internal sealed class Restoration(MySqlSchema schema, IReadOnlyList<string> checksums, string schemaMark)
{
    /// <summary>Takes the marks of a database that no test has had yet.</summary>
    public static async Task<Restoration> ReadAsync(MySqlSchema schema, string? schemaMark, MySqlConnection connection, CancellationToken cancellationToken) => new(
        schema, (await RunAsync(connection, RestoreScript.Check(schema), cancellationToken).ConfigureAwait(false)).Checksums,
        schemaMark ?? await SchemaMark.ReadAsync(connection, cancellationToken).ConfigureAwait(false));

    /// <summary>The mark of the schema: the same for every database of a blueprint.</summary>
    public string OfSchema => schemaMark;

    /// <summary>Restores what a lease on the held connection alone may have changed.</summary>
    /// <returns><see langword="false"/> when that is to be done thoroughly after all.</returns>
    /// <exception cref="MySqlException">Likewise; or the connection broke.</exception>
    public async ValueTask<bool> TryQuicklyAsync(MySqlConnection connection, Footprint footprint, bool restartIdentity, CancellationToken cancellationToken)
    {
        var dirty = footprint.In(schema.Graph);
        if (footprint.SpellsTransactions || dirty.IsGuess || schema.Graph.HidesWrites)
            return await RestoreAsync(connection, footprint, restartIdentity, cancellationToken).ConfigureAwait(false);
        var script = RestoreScript.Quick(schema, dirty.Tables, footprint.OnlyGrownIn(schema.Graph), restartIdentity);
        await RenumberAsync(connection, (await RunAsync(connection, script, cancellationToken).ConfigureAwait(false)).Moved, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Restores what a lease may have changed.</summary>
    /// <param name="connection">A connection to the database.</param>
    /// <param name="footprint">What the lease's statements tell.</param>
    /// <param name="restartIdentity">Whether tables are to be numbered from where they started, too.</param>
    /// <param name="cancellationToken">Ends the work halfway.</param>
    /// <returns><see langword="false"/> when the database does not come back to what it was.</returns>
    public async ValueTask<bool> RestoreAsync(MySqlConnection connection, Footprint footprint, bool restartIdentity, CancellationToken cancellationToken)
    {
        var dirty = footprint.In(schema.Graph);
        if (dirty.IsGuess && schemaMark != await SchemaMark.ReadAsync(connection, cancellationToken).ConfigureAwait(false))
            return false;
        var (tables, grown) = (dirty.Tables, footprint.OnlyGrownIn(schema.Graph));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (moved, found) = await RunAsync(connection, RestoreScript.Write(schema, tables, grown, restartIdentity), cancellationToken).ConfigureAwait(false);
            await RenumberAsync(connection, moved, cancellationToken).ConfigureAwait(false);
            if (found.SequenceEqual(checksums))
                return true;
            // What no statement told of: a trigger, a function, a connection that was not seen, a key of the test's own choice.
            (tables, grown) = ([.. Enumerable.Range(0, checksums.Count).Where(i => found[i] != checksums[i])], new HashSet<int>());
        }

        return false;
    }

    /// <summary>Whether rows may have been numbered.</summary>
    public bool MayHaveNumbered(Footprint footprint) => footprint.In(schema.Graph).Tables.Any(i => schema.Tables[i].Numbering is not null);

    /// <summary>Has every table numbered from where it started.</summary>
    public async ValueTask RenumberAsync(MySqlConnection connection, CancellationToken cancellationToken) => await RenumberAsync(
        connection, (await RunAsync(connection, RestoreScript.Moved(schema), cancellationToken).ConfigureAwait(false)).Moved, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether schema and rows are as they were when the database was made.</summary>
    public async ValueTask<bool> IsAsLeftAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        schemaMark == await SchemaMark.ReadAsync(connection, cancellationToken).ConfigureAwait(false)
        && checksums.SequenceEqual((await RunAsync(connection, RestoreScript.Check(schema), cancellationToken).ConfigureAwait(false)).Checksums);

    private async ValueTask RenumberAsync(MySqlConnection connection, HashSet<string> moved, CancellationToken cancellationToken)
    {
        if (moved.Count > 0)
            await connection.SendAsync(RestoreScript.Renumber(schema.Tables.Where(t => moved.Contains(t.Name))), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(HashSet<string> Moved, List<string> Checksums)> RunAsync(MySqlConnection connection, string script, CancellationToken cancellationToken)
    {
        var rows = script.Length == 0 ? [] : await connection.RowsAsync(script, cancellationToken).ConfigureAwait(false);
        // A checksum stands beside the name of its table, the name of a table whose numbering moved stands alone.
        return ([.. rows.Where(row => row.Length == 1).Select(row => SchemaReader.Quote(row[0]))], [.. rows.Where(row => row.Length == 2).Select(row => row[1])]);
    }
}
