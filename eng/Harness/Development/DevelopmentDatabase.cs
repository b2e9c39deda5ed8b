using System.Data.Common;

namespace Matrix.Harness.Development;

/// <summary>A database that is somebody's own, to develop against: nothing of it is taken away unless that was asked for.</summary>
/// <remarks>Disposing closes the connection and leaves the database as it is.</remarks>
public abstract class DevelopmentDatabase : IAsyncDisposable
{
    /// <summary>What its server says that it is.</summary>
    public abstract EngineIdentity Engine { get; }

    /// <summary>Which it is, for a person to read: <c>database shop on me@localhost:5432</c>. No password.</summary>
    public abstract string Description { get; }

    /// <summary>The open connection to it.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>What stands in it: tables with their number of rows, and views.</summary>
    /// <returns>Nothing, for a database that is empty.</returns>
    /// <exception cref="MatrixException">It is no database at all.</exception>
    public abstract Task<IReadOnlyList<Relation>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes everything out of it.</summary>
    public abstract Task ClearAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A table or view of a database.</summary>
/// <param name="Name">Its name, with its schema where that is not the usual one.</param>
/// <param name="Rows">How many rows it has; <see langword="null"/> for a view.</param>
public sealed record Relation(string Name, long? Rows);
