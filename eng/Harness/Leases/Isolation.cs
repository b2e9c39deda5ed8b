namespace Matrix.Harness.Leases;

/// <summary>How a test is kept from seeing another's writes.</summary>
public enum Isolation
{
    /// <summary>One connection, one transaction, rolled back at the test's end. The default, and the cheapest.</summary>
    Rollback,
    /// <summary>A database of the test's own, in which it may commit, open further connections and change the schema.</summary>
    OwnDatabase,
    /// <summary>The same, but generated keys may go on from where an earlier test left them, where it costs more to put them back than the test itself: on MySQL and MariaDB.</summary>
    OwnDatabaseContinueIdentity,
}
