using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Xunit;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Glue;

/// <summary>What a behaviour may ask for in its constructor, on every backend alike.</summary>
public static class ShopServices
{
    /// <summary>Registers the shop's context, SQL on the lease's connection, questions in SQL, further connections, and the dialect.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="context">Makes a context on a connection that somebody else opens and closes.</param>
    /// <param name="dialect">Makes the dialect of the engine that a lease is on.</param>
    public static void AddShop(this LeaseServices services, Func<DbConnection, ShopContext> context, Func<EngineIdentity, Dialect> dialect) => services
        .Add(lease => Enlisted(context(lease.Connection), lease))
        .Add(SessionOf)
        .Add((lease, observe) => new SqlQuestions(SessionOf(lease), observe))
        .Add(lease => new Sessions(lease.DataSource, dialect(lease.Engine), context))
        .Add(lease => dialect(lease.Engine));

    private static SqlSession SessionOf(DatabaseLease lease) => new(lease.Connection, lease.Transaction);

    private static ShopContext Enlisted(ShopContext context, DatabaseLease lease)
    {
        if (lease.Transaction is not null)
            context.Database.UseTransaction(lease.Transaction);
        return context;
    }
}
