using Matrix.Benchmarks.Engines;
using Matrix.Harness.Servers;

namespace Matrix.Benchmarks.Leases;

/// <summary>Every table is emptied and the reference data put back, before the test goes on.</summary>
internal sealed class DeleteAndReseed(BenchmarkedEngine engine, DatabaseServer server) : IsolationWay("all tables deleted and seeded again")
{
    private readonly string reset = string.Concat(TwelveTables.Tables.Reverse().Select(t => $"DELETE FROM {t};\n")) + TwelveTables.Seed;

    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        var connection = engine.Connect(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return new(database, async () =>
        {
            await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = reset;
                await command.ExecuteNonQueryAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            await TestBody.RunAndCommitAsync(connection);
        });
    }
}
