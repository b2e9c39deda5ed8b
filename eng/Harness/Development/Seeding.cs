using System.Globalization;

namespace Matrix.Harness.Development;

/// <summary>Builds a blueprint in somebody's own database: the same model and reference data as the tests have.</summary>
/// <param name="database">The database. The caller disposes it.</param>
/// <param name="output">Where it says what it does.</param>
public sealed class Seeding(DevelopmentDatabase database, TextWriter output)
{
    /// <summary>Builds it. A database in which something stands is refused, unless it may be destroyed; what is destroyed is said before.</summary>
    /// <param name="blueprint">What to build.</param>
    /// <param name="force">Whether what stands in the database may be destroyed.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    /// <exception cref="MatrixException">The database is not empty, or the blueprint fails; then the database is left empty.</exception>
    public async Task BuildAsync(Blueprint blueprint, bool force, CancellationToken cancellationToken)
    {
        var standing = await database.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (standing.Count > 0 && !force)
            throw new MatrixException($"The {database.Description} is not empty, and nothing was done to it. It holds:\n{List(standing)}\n"
                + "Name an empty database or a new one, or have all of this destroyed with --force.");
        if (standing.Count > 0)
        {
            await output.WriteLineAsync($"Destroying what the {database.Description} holds:\n{List(standing)}").ConfigureAwait(false);
            await database.ClearAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await blueprint.BuildAsync(database.Connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // It was empty when this began, so whatever stands in it is half of the blueprint.
            await database.ClearAsync(CancellationToken.None).ConfigureAwait(false);
            if (e is MatrixException or OperationCanceledException or OutOfMemoryException)
                throw;
            throw new MatrixException($"The blueprint fails in the {database.Description}, which is empty again: {e.Message} Mend what the fixture builds.\n{e.StackTrace}", e);
        }

        var built = await database.ReadAsync(cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"The {database.Description} ({database.Engine.Name} {database.Engine.Version}) is seeded: {Counted(built.Count(o => o.Rows is not null), "table")}, {Counted(built.Sum(o => o.Rows ?? 0), "row")}.").ConfigureAwait(false);
    }

    private static string List(IEnumerable<DatabaseObject> objects) =>
        string.Join('\n', objects.Select(o => $"  {o.Kind} {o.Name}{(o.Rows is { } rows ? ": " + Counted(rows, "row") : "")}"));

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
