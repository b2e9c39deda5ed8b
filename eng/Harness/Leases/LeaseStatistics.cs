namespace Matrix.Harness.Leases;

/// <summary>What leasing cost in a run.</summary>
/// <param name="RolledBack">Leases that were one transaction, rolled back.</param>
/// <param name="OwnDatabase">Leases that were a database of the test's own.</param>
/// <param name="Created">Databases made.</param>
/// <param name="Recycled">Databases made ready again after use.</param>
/// <param name="Discarded">Databases thrown away because they could not be.</param>
/// <param name="WaitedForCreate">Leases for which the test had to wait while a database was made.</param>
/// <param name="MedianMs">The median time between asking for a lease and having it, plus ending it, in milliseconds.</param>
/// <param name="P95Ms">The same, for the slowest twentieth.</param>
public sealed record LeaseStatistics(
    int RolledBack, int OwnDatabase, int Created, int Recycled, int Discarded, int WaitedForCreate, double MedianMs, double P95Ms)
{
    /// <summary>Databases that were read whole at the end, and compared with a new one; those that leaked are problems of the run.</summary>
    public int Audited { get; init; }

    /// <summary>What all leases cost together, in milliseconds; tests that run at the same time wait at the same time.</summary>
    public double TotalMs { get; init; }
}
