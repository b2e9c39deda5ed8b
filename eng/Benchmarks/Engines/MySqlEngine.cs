using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using MySqlConnector;
using Respawn;

namespace Matrix.Benchmarks.Engines;

/// <summary>MySQL or MariaDB.</summary>
internal sealed class MySqlEngine(string name) : ServedEngine(name, new MySqlDriver())
{
    public override string GeneratedKey => "INTEGER AUTO_INCREMENT PRIMARY KEY";

    public override bool IdentityCosts => true;

    public override IDbAdapter Respawn => DbAdapter.MySql;

    public override DbConnection Connect(string connectionString) =>
        new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);

    public override string AddressOf(string database) => new MySqlConnectionStringBuilder(Running.ConnectionString) { Database = database }.ConnectionString;

    public override string Drop(string database) => $"DROP DATABASE IF EXISTS {database}";

    public override string SchemaOf(string database) => database;

    protected override async Task<DatabaseServer> OpenAsync(RunningServer running, Blueprint blueprint, CancellationToken cancellationToken) =>
        await MySqlServer.OpenAsync(running, blueprint, cancellationToken);
}
