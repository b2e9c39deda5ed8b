using Matrix.Benchmarks.Leases;
using Microsoft.Data.Sqlite;

namespace Matrix.Benchmarks.Engines;

/// <summary>What EnsureDeleted and EnsureCreated do, without what EF Core itself costs.</summary>
internal sealed class SqliteRecreation(string name, TwelveTables schema, bool inFile) : IsolationWay(name)
{
    public override Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("matrix-benchmark-");
        var file = Path.Combine(folder.FullName, "test.db");
        return Task.FromResult(new IsolationWorker(new TemporaryFolder(folder), async () =>
        {
            if (inFile)
                File.Delete(file);
            await using var connection = new SqliteConnection($"Data Source={(inFile ? file : ":memory:")};Pooling=False");
            await connection.OpenAsync(cancellationToken);
            await schema.BuildAsync(connection, cancellationToken);
            await TestBody.RunAndCommitAsync(connection);
        }));
    }

    private sealed class TemporaryFolder(DirectoryInfo folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
