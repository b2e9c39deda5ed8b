using System.Data.Common;

namespace Matrix.Harness;

/// <summary>How an empty database becomes a ready one: its schema, then its reference data.</summary>
/// <remarks>Built once per server; every database that a test gets is a copy of the result.</remarks>
public abstract class Blueprint
{
    /// <summary>A hash of schema and reference data. Two blueprints with one fingerprint build the same database.</summary>
    /// <remarks>Asked for only where a built database may outlive the process, so it may be costly.</remarks>
    public abstract string Fingerprint { get; }

    /// <summary>Builds schema and reference data, and commits them.</summary>
    /// <param name="connection">An open connection to an empty database. The caller disposes it.</param>
    /// <param name="cancellationToken">Ends the building; the half-built database is thrown away.</param>
    public abstract Task BuildAsync(DbConnection connection, CancellationToken cancellationToken);
}
