using System.Data.Common;

namespace Matrix.Harness.Leases;

internal sealed class LeaseDataSource(DatabaseLease lease) : DbDataSource
{
    public override string ConnectionString => Allowed().Database.ConnectionString;

    protected override DbConnection CreateDbConnection() => Allowed().Database.CreateConnection();

    private DatabaseLease Allowed() => lease.Isolation != Isolation.Rollback
        ? lease
        : throw new LeaseLeakException(
            "A second connection was asked for in a lease that is rolled back; it could neither see nor share that transaction. "
            + "Put [OwnDatabase] on the test or its class to give it a database in which it may open several.");
}
