using Matrix.Benchmarks.Engines;
using Matrix.Harness.Servers;

namespace Matrix.Benchmarks.Leases;

/// <summary>The floor: the same statements in a transaction on an open connection, without a harness.</summary>
internal sealed class PlainTransaction(BenchmarkedEngine engine, DatabaseServer server) : IsolationWay("a plain transaction, rolled back (the floor)")
{
    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        var connection = engine.Connect(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return new(database, async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await TestBody.RunAsync(connection, transaction);
            await transaction.RollbackAsync(cancellationToken);
        });
    }
}
