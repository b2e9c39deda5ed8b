using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class ConcurrencyTokens(ShopContext shop)
{
    [Fact]
    public async Task A_change_raises_the_version()
    {
        var product = await shop.AddProductAsync();
        product.Stock--;

        await shop.SaveChangesAsync();

        Assert.Equal(1, await shop.Products.AsNoTracking().Select(p => p.Version).SingleAsync());
    }

    [Fact]
    public async Task A_change_of_a_row_that_has_changed_meanwhile_is_refused()
    {
        var product = await shop.AddProductAsync();
        await shop.Products.ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version + 1));
        product.Stock--;

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => shop.SaveChangesAsync());
    }

    [Fact]
    public async Task A_removal_of_a_row_that_has_changed_meanwhile_is_refused()
    {
        var product = await shop.AddProductAsync();
        await shop.Products.ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version + 1));
        shop.Products.Remove(product);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => shop.SaveChangesAsync());
    }

    [Fact]
    public async Task A_refused_change_can_be_made_on_the_row_as_it_is_now()
    {
        var product = await shop.AddProductAsync();
        await shop.Products.ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, 7));
        product.Stock = 3;
        var conflict = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => shop.SaveChangesAsync());

        await conflict.Entries.Single().ReloadAsync();
        product.Stock = 3;
        await shop.SaveChangesAsync();

        Assert.Equal((3, 8), (product.Stock, product.Version));
    }
}
