using System.Data.Common;
using System.Runtime.CompilerServices;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Sqlite;

internal static class SqliteShop
{
    // One instance for all contexts: options that differ by their connection would cost each test a look-up of services.
    private static readonly DbContextOptions<ShopContext> Options = new DbContextOptionsBuilder<ShopContext>().UseSqlite().Options;

    private static readonly ConditionalWeakTable<DbConnection, object> Prepared = [];

    public static ShopContext Unconnected() => new(Options);

    public static ShopContext On(DbConnection connection)
    {
        Prepared.GetValue(connection, Prepare);
        var context = Unconnected();
        context.Database.SetDbConnection(connection);
        return context;
    }

    // EF Core defines its functions (decimal arithmetic, regular expressions) on a connection only when it gets it with
    // the options. Once is enough for a connection's life, and a dozen times the price of a context.
    private static DbConnection Prepare(DbConnection connection)
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite(connection).Options);
        return context.Database.GetDbConnection();
    }
}
