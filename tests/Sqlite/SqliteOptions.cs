using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Sqlite;

internal static class SqliteOptions
{
    public static DbContextOptions<ShopContext> Shop { get; } = new DbContextOptionsBuilder<ShopContext>().UseSqlite().Options;
}
