using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.MySql;

public sealed class MySqlFixture : BackendFixture
{
    private DbContextOptions<ShopContext>? options;

    protected override async Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken)
    {
        options = MySqlOptions.ShopOn(target);
        var running = await new ServerSources(new ContainerSource()).StartAsync(new ServerRequest(target, new MySqlDriver()), cancellationToken);
        return await MySqlServer.OpenAsync(running, new EfBlueprint(() => new ShopContext(options)), cancellationToken);
    }

    protected override void Register(LeaseServices services) =>
        services.AddShop(() => options!, engine => new MySqlDialect(engine));
}
