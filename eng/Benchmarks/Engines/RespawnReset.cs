using Matrix.Benchmarks.Leases;
using Matrix.Harness.Servers;
using Respawn;

namespace Matrix.Benchmarks.Engines;

/// <summary>Respawn empties the database before the test, and the reference data is put back: it cannot be spared row by row.</summary>
internal sealed class RespawnReset(ServedEngine engine, DatabaseServer server) : IsolationWay("Respawn 7.0.0, and seeded again")
{
    public override async Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        var connection = engine.Connect(engine.AddressOf(database.Name));
        await connection.OpenAsync(cancellationToken);
        var respawner = await Respawner.CreateAsync(connection, new RespawnerOptions { DbAdapter = engine.Respawn, SchemasToInclude = [engine.SchemaOf(database.Name)] });
        return new(new ConnectedDatabase(database, connection), async () =>
        {
            await respawner.ResetAsync(connection);
            await connection.SendAsync(TwelveTables.Seed, cancellationToken);
            await TestBody.RunAndCommitAsync(connection);
        });
    }

    private sealed class ConnectedDatabase(IAsyncDisposable database, System.Data.Common.DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
