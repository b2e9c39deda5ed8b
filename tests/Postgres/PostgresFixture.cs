using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Postgres;

public sealed class PostgresFixture : BackendFixture
{
    private readonly EfModel<ShopContext> shop = new(options => options.UseNpgsql());

    protected override DatabaseEngine Engine => new PostgresEngine(new ContainerSource());

    protected override Blueprint Blueprint => shop.Blueprint;

    protected override void Register(LeaseServices services) => services.AddShop(shop, engine => new PostgresDialect(engine));
}
