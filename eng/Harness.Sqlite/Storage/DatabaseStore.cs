using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite.Storage;

/// <summary>Gives databases their places, and clears them away.</summary>
internal abstract class DatabaseStore(SqliteServerOptions options) : IDisposable
{
    /// <summary>For a person to read.</summary>
    public abstract string Description { get; }

    /// <summary>What every connection needs set before it is used, or nothing.</summary>
    public virtual string? Preparation => null;

    public DatabaseAddress NewAddress()
    {
        var name = $"matrix-{Guid.NewGuid():n}";
        var (dataSource, file) = Place(name);
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = dataSource,
            ForeignKeys = true,
            // A pooled connection outlives its closing, and with it the database.
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(options.LockTimeout.TotalSeconds),
        };
        return new(name, builder.ToString(), new SqliteConnectionStringBuilder(builder.ToString()) { Pooling = true }.ToString(), file);
    }

    /// <summary>Removes what a closed database left.</summary>
    public virtual void Remove(DatabaseAddress address) { }

    public virtual void Dispose() { }

    protected abstract (string DataSource, string? File) Place(string name);
}
