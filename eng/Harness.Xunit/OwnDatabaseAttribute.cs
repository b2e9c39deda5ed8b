using System.Reflection;
using Matrix.Harness.Leases;

namespace Matrix.Harness.Xunit;

/// <summary>Gives a test, or each test of a class, a database of its own instead of a transaction that is rolled back.</summary>
/// <remarks>In it a test may commit, open several connections and change the schema. <see cref="Isolation.OwnDatabase"/>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnDatabaseAttribute : Attribute
{
    /// <summary>Whether generated keys may go on from where an earlier test left them. By default they begin where the blueprint left them.</summary>
    /// <remarks>
    /// For a test that reads the keys that it was given, and expects none in particular. MySQL needs several times as long as a short
    /// test to put numbering back; SQLite and PostgreSQL, where that costs next to nothing, number from the start all the same.
    /// On a method it counts before what its class says.
    /// </remarks>
    public bool ContinueIdentity { get; init; }

    /// <summary>How a test is kept apart: as its method says, else as its class does.</summary>
    internal static Isolation IsolationOf(MethodInfo method, Type type) => (method.GetCustomAttribute<OwnDatabaseAttribute>() ?? type.GetCustomAttribute<OwnDatabaseAttribute>()) switch
    {
        null => Isolation.Rollback,
        { ContinueIdentity: true } => Isolation.OwnDatabaseContinueIdentity,
        _ => Isolation.OwnDatabase,
    };
}
