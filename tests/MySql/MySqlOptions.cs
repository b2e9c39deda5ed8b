using Matrix.Harness.Targets;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.MySql;

internal static class MySqlOptions
{
    /// <summary>The options for a server: Pomelo sends each engine and version what it understands.</summary>
    public static DbContextOptions<ShopContext> ShopOn(Target target) =>
        new DbContextOptionsBuilder<ShopContext>().UseMySql(VersionOf(target)).Options;

    private static ServerVersion VersionOf(Target target) => target.Engine == "mariadb"
        ? new MariaDbServerVersion(target.Version)
        : new MySqlServerVersion(target.Version);
}
