using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Matrix.Tests.Model;

/// <summary>The shop, and a probe table for each family of types.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<TextProbe> TextProbes => Set<TextProbe>();

    public DbSet<NumberProbe> NumberProbes => Set<NumberProbe>();

    public DbSet<TimeProbe> TimeProbes => Set<TimeProbe>();

    public DbSet<ValueProbe> ValueProbes => Set<ValueProbe>();

    public DbSet<TreeNode> TreeNodes => Set<TreeNode>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddShop().AddProbes().UseSnakeCase();

    private void RaiseVersions()
    {
        foreach (EntityEntry<IVersioned> entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Modified)
                entry.Entity.Version++;
        }
    }
}
