using Matrix.Harness;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Sqlite;

public sealed class SqliteFixture : BackendFixture
{
    private readonly EfModel<ShopContext> shop = new(options => options.UseSqlite());

    protected override DatabaseEngine Engine => new SqliteEngine();

    protected override Blueprint Blueprint => shop.Blueprint;

    protected override void Register(LeaseServices services) => services.AddShop(shop, engine => new SqliteDialect(engine));
}
