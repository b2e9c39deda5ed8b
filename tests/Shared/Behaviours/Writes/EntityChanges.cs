using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class EntityChanges(ShopContext shop)
{
    [Fact]
    public async Task An_order_is_read_as_it_was_written()
    {
        var written = await shop.AddOrderAsync();
        shop.ChangeTracker.Clear();

        var read = await shop.Orders.Include(o => o.Lines).ThenInclude(l => l.Product).SingleAsync();

        Assert.Equal((written.Id, OrderStatus.Placed), (read.Id, read.Status));
        Assert.Equal([("TEA-1", 4.50m), ("MUG-1", 3.00m)], read.Lines.OrderBy(l => l.Number).Select(l => (l.Product!.Sku, l.UnitPrice)));
    }

    [Fact]
    public async Task The_database_computes_what_the_model_leaves_to_it()
    {
        var order = await shop.AddOrderAsync();

        Assert.Equal([9.00m, 3.00m], order.Lines.Select(l => l.Total));
    }

    [Fact]
    public async Task A_change_is_written()
    {
        var product = await shop.AddProductAsync();
        product.Name = "Green tea";

        Assert.Equal(1, await shop.SaveChangesAsync());

        Assert.Equal("Green tea", await shop.Products.AsNoTracking().Select(p => p.Name).SingleAsync());
    }

    [Fact]
    public async Task Removing_an_order_removes_its_lines()
    {
        shop.Orders.Remove(await shop.AddOrderAsync());

        await shop.SaveChangesAsync();

        Assert.Equal(0, await shop.OrderLines.CountAsync());
    }

    [Fact]
    public async Task A_failed_save_leaves_the_transaction_usable()
    {
        await shop.AddProductAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => shop.AddProductAsync());
        shop.ChangeTracker.Clear();

        Assert.Equal(1, await shop.Products.CountAsync());
    }

    [Fact]
    public async Task Queries_join_group_and_sum()
    {
        await shop.AddOrderAsync();

        var totals = await shop.OrderLines.GroupBy(l => l.Order!.User!.Email)
            .Select(g => new { Email = g.Key, Pieces = g.Sum(l => l.Quantity) }).ToListAsync();

        Assert.Equal([("ada@example.com", 3)], totals.Select(t => (t.Email, t.Pieces)));
    }
}
