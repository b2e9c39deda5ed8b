using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;

namespace Matrix.Tests.Eng.Harness.MySql;

public class MySqlContractServer : ContractServer
{
    public override string Identity => "BIGINT AUTO_INCREMENT PRIMARY KEY";

    public override char Quote => '`';

    protected virtual string Engine => "mysql";

    public override string LongStatement => "SELECT sleep(60)";

    public override string LongStatementCount => "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT sleep%' AND db = database()";

    public override IReadOnlyList<string> ServerChanges => ["DROP USER IF EXISTS matrix_nobody", "SET @kept = @@global.time_zone; SET GLOBAL time_zone = @kept"];

    public override DbConnection Stranger(LeasableDatabase database) => new MySqlConnection(database.ConnectionString);

    protected override async Task<DatabaseServer> StartAsync(Blueprint blueprint) => await MySqlServer.OpenAsync(await TestServers.MySqlAsync(Engine), blueprint);
}

public sealed class MariaDbContractServer : MySqlContractServer
{
    protected override string Engine => "mariadb";
}
