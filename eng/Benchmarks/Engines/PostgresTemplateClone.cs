using Matrix.Benchmarks.Leases;

namespace Matrix.Benchmarks.Engines;

/// <summary>A clone of a template for each test, made when it begins and dropped when it ends, with the server's own choice of how to copy.</summary>
internal sealed class PostgresTemplateClone(PostgresEngine engine, TwelveTables schema) : IsolationWay("a clone of a template for each test")
{
    private static int names;

    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var (template, clone) = ($"matrix_benchmark_template_{Interlocked.Increment(ref names)}", $"matrix_benchmark_clone_{Interlocked.Increment(ref names)}");
        await engine.AdministerAsync(engine.Drop(template), cancellationToken);
        await engine.AdministerAsync($"CREATE DATABASE {template}", cancellationToken);
        await using (var connection = engine.Connect(engine.AddressOf(template)))
        {
            await connection.OpenAsync(cancellationToken);
            await schema.BuildAsync(connection, cancellationToken);
        }

        var administrator = engine.Connect(engine.AddressOf(""));
        await administrator.OpenAsync(cancellationToken);
        return new(new DatabasesDropped(engine, administrator, [template, clone]), async () =>
        {
            await administrator.SendAsync($"CREATE DATABASE {clone} TEMPLATE {template}", cancellationToken);
            await using (var connection = engine.Connect(engine.AddressOf(clone)))
            {
                await connection.OpenAsync(cancellationToken);
                await TestBody.RunAndCommitAsync(connection);
            }

            await administrator.SendAsync(engine.Drop(clone), cancellationToken);
        });
    }
}
