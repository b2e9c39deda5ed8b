using System.Data.Common;
using Matrix.Harness.Audits;
using Matrix.Harness.Leases;

namespace Matrix.Harness.Servers;

/// <summary>A running server of one engine, from which databases are leased.</summary>
/// <remarks>Whoever started it disposes it; that drops every database it made and stops what it started.</remarks>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>The engine and version as the server itself states them.</summary>
    public abstract EngineIdentity Engine { get; }

    /// <summary>Where the server came from, for a person to read: <c>in process</c>, <c>container mysql:9.7</c>. No password.</summary>
    public abstract string Source { get; }

    /// <summary>The settings that bear on results and speed, as read back from the server.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Reads whole databases to see whether something leaked; <see langword="null"/> where an engine has no such reader.</summary>
    public virtual DatabaseAuditor? Auditor => null;

    /// <summary>Makes a database that is ready: the blueprint's schema and reference data, nothing else.</summary>
    /// <returns>The database. Whoever asked for it disposes it, which drops it.</returns>
    /// <exception cref="ServerUnavailableException">The server is gone.</exception>
    public abstract Task<LeasableDatabase> CreateDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>Whether the server still takes connections. Asked only after a test has failed. By default it does.</summary>
    public virtual Task<bool> IsAliveAsync() => Task.FromResult(true);

    /// <summary>Names an error in terms that engines share.</summary>
    public abstract DatabaseError Describe(DbException exception);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
