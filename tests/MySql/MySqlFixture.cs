using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.MySql;

public sealed class MySqlFixture : BackendFixture
{
    private readonly EfModel<ShopContext> shop;

    // Pomelo sends each engine and version what it understands.
    public MySqlFixture() => shop = new(options => options.UseMySql(Target.Engine == "mariadb" ? new MariaDbServerVersion(Target.Version) : new MySqlServerVersion(Target.Version)));

    protected override DatabaseEngine Engine => new MySqlEngine(new ContainerSource());

    protected override Blueprint Blueprint => shop.Blueprint;

    protected override void Register(LeaseServices services) => services.AddShop(shop, engine => new MySqlDialect(engine));
}
