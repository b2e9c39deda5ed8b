using System.Data.Common;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Postgres;

internal static class PostgresShop
{
    private static readonly DbContextOptions<ShopContext> Options = new DbContextOptionsBuilder<ShopContext>().UseNpgsql().Options;

    public static ShopContext Unconnected() => new(Options);

    public static ShopContext On(DbConnection connection)
    {
        var context = Unconnected();
        context.Database.SetDbConnection(connection);
        return context;
    }
}
