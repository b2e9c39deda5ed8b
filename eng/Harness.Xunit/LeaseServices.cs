using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Xunit;

/// <summary>What a test class may ask for in its constructor: the lease, and whatever a backend makes from it.</summary>
public sealed class LeaseServices
{
    private static readonly Dictionary<Type, Func<DatabaseLease, object>> OfTheLease = new()
    {
        [typeof(DatabaseLease)] = lease => lease,
        [typeof(EngineIdentity)] = lease => lease.Engine,
        [typeof(DbConnection)] = lease => lease.Connection,
        [typeof(DbDataSource)] = lease => lease.DataSource,
    };

    private readonly Dictionary<Type, Func<DatabaseLease, Observations, object>> registered = [];

    /// <summary>The types that can be asked for.</summary>
    public IEnumerable<Type> Types => OfTheLease.Keys.Concat(registered.Keys);

    /// <summary>Registers a type. One instance is made for each test that asks; at the test's end it is disposed before the lease ends.</summary>
    public LeaseServices Add<T>(Func<DatabaseLease, T> make) where T : class => Add((lease, _) => make(lease));

    /// <summary>Registers a type that reports what it finds. Made and disposed as by <see cref="Add{T}(Func{DatabaseLease, T})"/>.</summary>
    public LeaseServices Add<T>(Func<DatabaseLease, Observations, T> make) where T : class
    {
        registered[typeof(T)] = make;
        return this;
    }

    internal bool Knows(Type type) => IsRegistered(type) || OfTheLease.ContainsKey(type);

    internal bool IsRegistered(Type type) => registered.ContainsKey(type);

    internal object Make(Type type, DatabaseLease lease, Observations observations) =>
        registered.TryGetValue(type, out var make) ? make(lease, observations) : OfTheLease[type](lease);
}
