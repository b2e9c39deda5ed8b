using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class ConcurrencyTokens(ShopContext shop, Sessions sessions)
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

    [Fact, OwnDatabase]
    public async Task Of_two_that_change_a_row_at_one_time_the_second_is_refused()
    {
        await shop.AddProductAsync();
        var first = await sessions.OpenShopAsync();
        var second = await sessions.OpenShopAsync();
        (await first.Products.SingleAsync()).Stock = 1;
        (await second.Products.SingleAsync()).Stock = 2;
        await first.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());

        Assert.Equal(1, await shop.Products.AsNoTracking().Select(p => p.Stock).SingleAsync());
    }

    [Fact]
    public async Task A_row_that_is_found_counts_even_when_nothing_changes()
    {
        var product = await shop.AddProductAsync();

        Assert.Equal(1, await shop.Products.Where(p => p.Id == product.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, product.Stock)));
    }
}
