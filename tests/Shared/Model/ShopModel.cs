using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matrix.Tests.Model;

internal static class ShopModel
{
    public static ModelBuilder AddShop(this ModelBuilder model)
    {
        model.Entity<Tenant>(Tenants);
        model.Entity<Role>(Roles);
        model.Entity<User>(Users);
        model.Entity<Product>(Products);
        model.Entity<Order>(Orders);
        model.Entity<OrderLine>(OrderLines);
        return model;
    }

    private static void Tenants(EntityTypeBuilder<Tenant> tenant)
    {
        // Given, not generated: a sequence that reference data has not moved would hand out their keys again.
        tenant.Property(t => t.Id).ValueGeneratedNever();
        tenant.Property(t => t.Name).HasMaxLength(60);
        tenant.HasIndex(t => t.Name).IsUnique();
        tenant.HasData(ReferenceData.Tenants);
    }

    private static void Roles(EntityTypeBuilder<Role> role)
    {
        role.HasKey(r => r.Code);
        role.Property(r => r.Code).HasMaxLength(20);
        role.Property(r => r.Name).HasMaxLength(60);
        role.HasData(ReferenceData.Roles);
    }

    private static void Users(EntityTypeBuilder<User> user)
    {
        user.Property(u => u.Email).HasMaxLength(100);
        user.Property(u => u.Nickname).HasMaxLength(60);
        user.HasIndex(u => new { u.TenantId, u.Email }).IsUnique();
        user.HasOne(u => u.Tenant).WithMany().OnDelete(DeleteBehavior.Restrict);
        user.HasOne(u => u.Role).WithMany().HasForeignKey(u => u.RoleCode).OnDelete(DeleteBehavior.Restrict);
    }

    private static void Products(EntityTypeBuilder<Product> product)
    {
        product.Property(p => p.Sku).HasMaxLength(40);
        product.Property(p => p.Name).HasMaxLength(100);
        product.Property(p => p.Price).HasPrecision(10, 2);
        product.Property(p => p.Version).IsConcurrencyToken();
        product.HasIndex(p => new { p.TenantId, p.Sku }).IsUnique();
        product.HasOne(p => p.Tenant).WithMany().OnDelete(DeleteBehavior.Restrict);
        product.ToTable(table => table.HasCheckConstraint("ck_products_price", "price >= 0"));
    }

    private static void Orders(EntityTypeBuilder<Order> order)
    {
        order.Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.Version).IsConcurrencyToken();
        order.HasOne(o => o.User).WithMany().OnDelete(DeleteBehavior.Restrict);
    }

    private static void OrderLines(EntityTypeBuilder<OrderLine> line)
    {
        line.HasKey(l => new { l.OrderId, l.Number });
        line.Property(l => l.UnitPrice).HasPrecision(10, 2);
        line.Property(l => l.Total).HasPrecision(12, 2).HasComputedColumnSql("quantity * unit_price", stored: true);
        line.HasOne(l => l.Order).WithMany(o => o.Lines).OnDelete(DeleteBehavior.Cascade);
        line.HasOne(l => l.Product).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
