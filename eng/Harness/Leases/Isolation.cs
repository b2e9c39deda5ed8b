namespace Matrix.Harness.Leases;

/// <summary>How a test is kept from seeing another's writes.</summary>
public enum Isolation
{
    /// <summary>One connection, one transaction, rolled back at the test's end. The default, and the cheapest.</summary>
    Rollback,
    /// <summary>A database of the test's own, in which it may commit, open further connections and change the schema.</summary>
    OwnDatabase,
}
