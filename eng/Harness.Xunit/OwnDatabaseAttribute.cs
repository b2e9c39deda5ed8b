using Matrix.Harness.Leases;

namespace Matrix.Harness.Xunit;

/// <summary>Gives a test, or each test of a class, a database of its own instead of a transaction that is rolled back.</summary>
/// <remarks>In it a test may commit, open several connections and change the schema. <see cref="Isolation.OwnDatabase"/>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnDatabaseAttribute : Attribute;
