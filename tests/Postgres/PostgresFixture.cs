using Matrix.Harness.Containers;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Postgres;

public sealed class PostgresFixture : BackendFixture
{
    protected override async Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken)
    {
        var running = await new ServerSources(new ContainerSource()).StartAsync(new ServerRequest(target, new PostgresDriver()) { Report = Report }, cancellationToken);
        return await PostgresServer.OpenAsync(running, new EfBlueprint(PostgresShop.Unconnected), cancellationToken);
    }

    protected override void Register(LeaseServices services) =>
        services.AddShop(PostgresShop.On, engine => new PostgresDialect(engine));
}
