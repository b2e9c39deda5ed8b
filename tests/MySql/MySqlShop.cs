using System.Data.Common;
using Matrix.Harness.Targets;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.MySql;

/// <summary>Contexts for one target: Pomelo sends each engine and version what it understands.</summary>
internal sealed class MySqlShop(Target target)
{
    private readonly DbContextOptions<ShopContext> options = new DbContextOptionsBuilder<ShopContext>().UseMySql(VersionOf(target)).Options;

    public ShopContext Unconnected() => new(options);

    public ShopContext On(DbConnection connection)
    {
        var context = Unconnected();
        context.Database.SetDbConnection(connection);
        return context;
    }

    private static ServerVersion VersionOf(Target target) => target.Engine == "mariadb"
        ? new MariaDbServerVersion(target.Version)
        : new MySqlServerVersion(target.Version);
}
