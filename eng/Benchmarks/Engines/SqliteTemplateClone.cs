using Matrix.Benchmarks.Leases;
using Microsoft.Data.Sqlite;

namespace Matrix.Benchmarks.Engines;

/// <summary>A copy of a template by the backup API, made when the test begins.</summary>
internal sealed class SqliteTemplateClone(TwelveTables schema) : IsolationWay("a copy of a template for each test")
{
    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var template = new SqliteConnection("Data Source=:memory:;Pooling=False");
        await template.OpenAsync(cancellationToken);
        await schema.BuildAsync(template, cancellationToken);
        return new(template, async () =>
        {
            await using var copy = new SqliteConnection("Data Source=:memory:;Pooling=False");
            await copy.OpenAsync(cancellationToken);
            template.BackupDatabase(copy);
            await TestBody.RunAndCommitAsync(copy);
        });
    }
}
