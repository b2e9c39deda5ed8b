using Matrix.Harness;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.Leases;
using Matrix.Harness.Xunit;
using Matrix.Tests.Model;

namespace Matrix.Tests.Glue;

/// <summary>What a behaviour may ask for in its constructor, on every backend alike.</summary>
internal static class ShopServices
{
    /// <summary>Registers the shop's context, SQL on the lease's connection, questions in SQL, further connections, and the dialect.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="shop">The shop under the backend's provider.</param>
    /// <param name="dialect">Makes the dialect of the engine that a lease is on.</param>
    public static void AddShop(this LeaseServices services, EfModel<ShopContext> shop, Func<EngineIdentity, Dialect> dialect) => services
        .AddContext(shop)
        .Add(SessionOf)
        .Add((lease, observe) => new SqlQuestions(SessionOf(lease), observe))
        .Add(lease => new Sessions(lease.DataSource, dialect(lease.Engine), shop.On))
        .Add(lease => dialect(lease.Engine));

    private static SqlSession SessionOf(DatabaseLease lease) => new(lease.Connection, lease.Transaction);
}
