using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;

namespace Matrix.Tests.MySql;

public sealed class MySqlFixture : BackendFixture
{
    private MySqlShop? shop;

    protected override async Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken)
    {
        shop = new(target);
        var running = await new ServerSources(new ContainerSource()).StartAsync(new ServerRequest(target, new MySqlDriver()) { Report = Report }, cancellationToken);
        return await MySqlServer.OpenAsync(running, new EfBlueprint(shop.Unconnected), cancellationToken);
    }

    protected override void Register(LeaseServices services) =>
        services.AddShop(connection => shop!.On(connection), engine => new MySqlDialect(engine));
}
