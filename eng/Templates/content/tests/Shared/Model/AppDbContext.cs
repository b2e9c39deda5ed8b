using Microsoft.EntityFrameworkCore;

namespace SampleNamespace.Tests.Model;

public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    public DbSet<Country> Countries => Set<Country>();

    public DbSet<Customer> Customers => Set<Customer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Country>(country =>
        {
            country.HasKey(c => c.Code);
            country.Property(c => c.Code).HasMaxLength(2);
            country.Property(c => c.Name).HasMaxLength(60);
        });
        modelBuilder.Entity<Customer>(customer =>
        {
            customer.Property(c => c.Email).HasMaxLength(100);
            customer.Property(c => c.Name).HasMaxLength(60);
            customer.HasIndex(c => c.Email).IsUnique();
            customer.HasOne(c => c.Country).WithMany().HasForeignKey(c => c.CountryCode);
        });
    }
}
