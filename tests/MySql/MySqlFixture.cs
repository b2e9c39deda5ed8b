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

    protected override Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken)
    {
        options = MySqlOptions.ShopOn(target);
        throw new ServerUnavailableException($"{target.Name} cannot be had: this version of Matrix starts no MySQL or MariaDB yet. Run the behaviours with --backend sqlite.");
    }

    protected override void Register(LeaseServices services) =>
        services.AddShop(() => options!, engine => new MySqlDialect(engine));
}
