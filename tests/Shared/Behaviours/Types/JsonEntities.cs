using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What EF Core keeps in one JSON column: owned objects, and lists of plain values.</summary>
[OwnDatabase]
public sealed class JsonEntities(ShopContext shop, Observations observe)
{
    [Fact]
    public async Task An_owned_object_can_be_stored_and_searched() => await observe.Outcome("owned object ToJson()", async () =>
    {
        await using var letters = new Letters(shop);
        await letters.CreateTablesAsync();
        letters.Add(new Letter { Id = 1, Address = new Address { City = "Turin", Zip = 10121 } });
        await letters.SaveChangesAsync();

        return await letters.Set<Letter>().Where(l => l.Address.City == "Turin" && l.Address.Zip > 9).Select(l => l.Address.Zip).ToListAsync();
    });

    [Fact]
    public async Task A_list_of_values_can_be_stored_and_searched() => await observe.Outcome("List<int> that contains 2", async () =>
    {
        await using var lists = new Lists(shop);
        await lists.CreateTablesAsync();
        lists.Add(new NumberList { Id = 1, Numbers = [3, 1, 2] });
        await lists.SaveChangesAsync();

        return await lists.Set<NumberList>().Where(l => l.Numbers.Contains(2)).Select(l => l.Numbers).SingleAsync();
    });

    [Fact]
    public async Task A_list_of_values_can_be_taken_apart() => await observe.Outcome("List<int>, elements above 1 in order", async () =>
    {
        await using var lists = new Lists(shop);
        await lists.CreateTablesAsync();
        lists.Add(new NumberList { Id = 1, Numbers = [3, 1, 2] });
        await lists.SaveChangesAsync();

        return await lists.Set<NumberList>().SelectMany(l => l.Numbers).Where(n => n > 1).OrderBy(n => n).ToListAsync();
    });

    public sealed class Letter
    {
        public int Id { get; set; }

        public required Address Address { get; set; }
    }

    public sealed class Address
    {
        public required string City { get; set; }

        public int Zip { get; set; }
    }

    public sealed class NumberList
    {
        public int Id { get; set; }

        public List<int> Numbers { get; set; } = [];
    }

    private sealed class Letters(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Letter>(letter =>
        {
            letter.Property(l => l.Id).ValueGeneratedNever();
            letter.OwnsOne(l => l.Address, address => address.ToJson());
        });
    }

    private sealed class Lists(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<NumberList>().Property(l => l.Id).ValueGeneratedNever();
    }
}
