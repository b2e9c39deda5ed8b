using Matrix.Benchmarks.Engines;
using Matrix.Harness.Servers;

namespace Matrix.Benchmarks.Leases;

/// <summary>The same statements, committed, as a test does that has a database of its own: what of its time is its own doing, and not isolation's.</summary>
/// <remarks>Its rows are deleted outside of what is measured.</remarks>
internal sealed class CommittedTransaction(BenchmarkedEngine engine, DatabaseServer server) : IsolationWay("a plain transaction, committed, and nothing put back")
{
    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        var connection = engine.Connect(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return new(database, () => TestBody.RunAndCommitAsync(connection), () => TestBody.TidyAsync(connection));
    }
}
