using Matrix.Harness;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;

namespace Matrix.Tests.Eng.Harness.MySql;

public abstract class MySqlFamilyTemplateContract(string engine) : TemplateContract
{
    protected override string Identity => new MySqlContractServer().Identity;

    protected override Task<RunningServer> StartAsync() => TestServers.MySqlAsync(engine, shared: false);

    protected override async Task<DatabaseServer> OpenAsync(RunningServer server, Blueprint blueprint) => await MySqlServer.OpenAsync(server, blueprint, Cancellation);

    protected override async Task<List<string>> DatabasesAsync()
    {
        await using var connection = new MySqlConnection(Running.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return await connection.ColumnAsync(@"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'matrix\_%' AND schema_name <> 'matrix_registry'", Cancellation);
    }
}

public sealed class MySqlTemplateTests() : MySqlFamilyTemplateContract("mysql");

public sealed class MariaDbTemplateTests() : MySqlFamilyTemplateContract("mariadb");
