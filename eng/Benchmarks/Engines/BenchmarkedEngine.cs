using System.Data.Common;
using Matrix.Benchmarks.Leases;
using Matrix.Harness;
using Matrix.Harness.Servers;

namespace Matrix.Benchmarks.Engines;

/// <summary>What the benchmark needs to know of an engine.</summary>
internal abstract class BenchmarkedEngine
{
    /// <summary>As the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The type and constraint of a key that the engine generates.</summary>
    public abstract string GeneratedKey { get; }

    /// <summary>Whether numbering that moved is put back at a cost of its own.</summary>
    public virtual bool IdentityCosts => false;

    public abstract Task<DatabaseServer> StartAsync(Blueprint blueprint, CancellationToken cancellationToken);

    /// <summary>A connection of the bare driver, closed, with nothing of the harness around it.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>What others do for isolation, on the same server.</summary>
    public abstract IEnumerable<IsolationWay> Peers(DatabaseServer server, TwelveTables schema);
}
