using Matrix.Harness;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Npgsql;

namespace Matrix.Tests.Eng.Harness.Postgres;

public sealed class PostgresTemplateTests : TemplateContract
{
    protected override string Identity => new PostgresContractServer().Identity;

    protected override Task<RunningServer> StartAsync() => TestServers.PostgresAsync(shared: false);

    protected override async Task<DatabaseServer> OpenAsync(RunningServer server, Blueprint blueprint) => await PostgresServer.OpenAsync(server, blueprint, Cancellation);

    protected override async Task<List<string>> DatabasesAsync()
    {
        await using var source = NpgsqlDataSource.Create(Running.ConnectionString);
        await using var command = source.CreateCommand("SELECT array(SELECT datname::text FROM pg_database WHERE datname LIKE 'matrix\\_%')");
        return [.. (string[])(await command.ExecuteScalarAsync(Cancellation))!];
    }
}
