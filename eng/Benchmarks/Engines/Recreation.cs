using Matrix.Benchmarks.Leases;

namespace Matrix.Benchmarks.Engines;

/// <summary>What EnsureDeleted and EnsureCreated do, without what EF Core itself costs.</summary>
internal sealed class Recreation(ServedEngine engine, TwelveTables schema) : IsolationWay("the database dropped, and created by script")
{
    private static int names;

    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var database = $"matrix_benchmark_created_{Interlocked.Increment(ref names)}";
        var administrator = engine.Connect(engine.AddressOf(""));
        await administrator.OpenAsync(cancellationToken);
        return new(new DatabasesDropped(engine, administrator, [database]), async () =>
        {
            await administrator.SendAsync(engine.Drop(database), cancellationToken);
            await administrator.SendAsync($"CREATE DATABASE {database}", cancellationToken);
            await using var connection = engine.Connect(engine.AddressOf(database));
            await connection.OpenAsync(cancellationToken);
            await schema.BuildAsync(connection, cancellationToken);
            await TestBody.RunAndCommitAsync(connection);
        });
    }
}
