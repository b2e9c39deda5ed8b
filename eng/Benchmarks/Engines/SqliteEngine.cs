using System.Data.Common;
using Matrix.Benchmarks.Leases;
using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Microsoft.Data.Sqlite;

namespace Matrix.Benchmarks.Engines;

internal sealed class SqliteEngine : BenchmarkedEngine
{
    public override string Name => "sqlite";

    public override string GeneratedKey => "INTEGER PRIMARY KEY";

    public override async Task<DatabaseServer> StartAsync(Blueprint blueprint, CancellationToken cancellationToken) =>
        await SqliteServer.StartAsync(blueprint, null, cancellationToken);

    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    // Respawn 7.0.0 knows no SQLite.
    public override IEnumerable<IsolationWay> Peers(DatabaseServer server, TwelveTables schema) =>
    [
        new SqliteTemplateClone(schema),
        new DeleteAndReseed(this, server),
        new SqliteRecreation("a new database in memory by script", schema, inFile: false),
        new SqliteRecreation("the file deleted, and created by script", schema, inFile: true),
    ];
}
