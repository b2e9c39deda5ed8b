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

    /// <summary>What stands in it, and <see cref="ClearAsync"/> would take away.</summary>
    /// <returns>Nothing, for a database that is empty.</returns>
    /// <exception cref="MatrixException">It is no database at all.</exception>
    public abstract Task<IReadOnlyList<DatabaseObject>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes everything out of it.</summary>
    public abstract Task ClearAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Something that stands in a database by itself, and not as a part of something else.</summary>
/// <param name="Kind">What it is, as SQL calls it: <c>table</c>, <c>view</c>, <c>function</c>.</param>
/// <param name="Name">Its name, with its schema where that is not the usual one.</param>
/// <param name="Rows">How many rows a table has; <see langword="null"/> for anything else.</param>
public sealed record DatabaseObject(string Kind, string Name, long? Rows = null);
