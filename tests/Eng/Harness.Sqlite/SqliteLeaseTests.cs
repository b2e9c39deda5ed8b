using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Matrix.Tests.Eng.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class SqliteContractServer : ContractServer
{
    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override DbConnection Stranger(LeasableDatabase database) => new SqliteConnection(database.ConnectionString);

    protected override async Task<DatabaseServer> StartAsync(Blueprint blueprint) => await SqliteServer.StartAsync(blueprint);
}

public sealed class SqliteRolledBackLeaseTests(SqliteContractServer server) : RolledBackLeaseContract(server), IClassFixture<SqliteContractServer>;

public sealed class SqliteOwnDatabaseTests(SqliteContractServer server) : OwnDatabaseContract(server), IClassFixture<SqliteContractServer>;

public sealed class SqliteKeptObjectTests(SqliteContractServer server) : KeptObjectContract(server), IClassFixture<SqliteContractServer>;
