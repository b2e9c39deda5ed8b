using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Postgres;

internal static class PostgresOptions
{
    public static DbContextOptions<ShopContext> Shop { get; } = new DbContextOptionsBuilder<ShopContext>().UseNpgsql().Options;
}
