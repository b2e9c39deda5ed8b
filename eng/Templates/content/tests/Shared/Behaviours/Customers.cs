using Matrix.Harness.Verdicts;
using SampleNamespace.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace SampleNamespace.Tests.Behaviours;

public sealed class Customers(AppDbContext db, Observations observe)
{
    [Fact]
    public async Task A_customer_is_read_back_with_its_country()
    {
        db.Customers.Add(new() { Email = "ann@example.com", Name = "Ann", CountryCode = "NL" });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var customer = await db.Customers.Include(c => c.Country).SingleAsync();

        Assert.Equal("Netherlands", customer.Country!.Name);
    }

    [Fact]
    public async Task A_country_that_is_not_there_is_refused()
    {
        db.Customers.Add(new() { Email = "ann@example.com", Name = "Ann", CountryCode = "XX" });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    // Engines differ here: what each does stands in Customers.differences.json, and is checked on every run.
    [Fact]
    public async Task An_address_is_unique_whatever_its_case()
    {
        db.Customers.Add(new() { Email = "ann@example.com", Name = "Ann", CountryCode = "NL" });
        await db.SaveChangesAsync();
        db.Customers.Add(new() { Email = "ANN@EXAMPLE.COM", Name = "Ann", CountryCode = "NL" });

        await observe.Outcome("ann@example.com, then ANN@EXAMPLE.COM", () => db.SaveChangesAsync());
    }
}
