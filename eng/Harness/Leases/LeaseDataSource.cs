using System.Data.Common;

namespace Matrix.Harness.Leases;

internal sealed class LeaseDataSource(DatabaseLease lease) : DbDataSource
{
    public override string ConnectionString => Allowed().ConnectionString;

    protected override DbConnection CreateDbConnection() => Allowed().CreateConnection();

    private LeasableDatabase Allowed()
    {
        // First: it throws once the lease has ended.
        var database = lease.Database;
        return lease.Isolation != Isolation.Rollback
            ? database
            : throw new LeaseLeakException(
                "A second connection was asked for in a lease that is rolled back; it could neither see nor share that transaction. "
                + "Put [OwnDatabase] on the test or its class to give it a database in which it may open several.");
    }
}
