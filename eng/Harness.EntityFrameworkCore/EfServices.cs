#nullable enable
using Matrix.Harness.Leases;
using Matrix.Harness.Xunit;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>What a test may ask for of EF Core in its constructor.</summary>
internal static class EfServices
{
    /// <summary>Registers the context, on the lease's connection and in its transaction, and <see cref="IDbContextFactory{TContext}"/>, which makes more of the same.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="model">How a context is made.</param>
    public static LeaseServices AddContext<TContext>(this LeaseServices services, EfModel<TContext> model) where TContext : DbContext => services
        .Add(lease => ContextOn(lease, model))
        .Add<IDbContextFactory<TContext>>(lease => new LeasedContexts<TContext>(lease, model));

    private static TContext ContextOn<TContext>(DatabaseLease lease, EfModel<TContext> model) where TContext : DbContext
    {
        var context = model.On(lease.Connection);
        if (lease.Transaction is not null)
            context.Database.UseTransaction(lease.Transaction);
        return context;
    }

    // The caller disposes what it makes; the connection stays the lease's.
    private sealed class LeasedContexts<TContext>(DatabaseLease lease, EfModel<TContext> model) : IDbContextFactory<TContext> where TContext : DbContext
    {
        public TContext CreateDbContext() => ContextOn(lease, model);
    }
}
