namespace Matrix.Tests.Model;

/// <summary>Rows that a behaviour needs without caring for them.</summary>
public static class ShopSamples
{
    public static readonly DateTime Noon = new(2024, 5, 17, 12, 0, 0, DateTimeKind.Utc);

    public static async Task<User> AddUserAsync(this ShopContext shop, string email = "ada@example.com")
    {
        var user = new User { TenantId = 1, RoleCode = "customer", Email = email, RegisteredUtc = Noon };
        shop.Users.Add(user);
        await shop.SaveChangesAsync();
        return user;
    }

    public static async Task<Product> AddProductAsync(this ShopContext shop, string sku = "TEA-1", decimal price = 4.50m)
    {
        var product = new Product { TenantId = 1, Sku = sku, Name = "Tea", Price = price, Stock = 10 };
        shop.Products.Add(product);
        await shop.SaveChangesAsync();
        return product;
    }

    /// <summary>An order of two lines.</summary>
    public static async Task<Order> AddOrderAsync(this ShopContext shop)
    {
        var order = new Order { User = await shop.AddUserAsync(), PlacedUtc = Noon };
        order.Lines.Add(new OrderLine { Number = 1, Quantity = 2, UnitPrice = 4.50m, Product = await shop.AddProductAsync("TEA-1") });
        order.Lines.Add(new OrderLine { Number = 2, Quantity = 1, UnitPrice = 3.00m, Product = await shop.AddProductAsync("MUG-1") });
        shop.Orders.Add(order);
        await shop.SaveChangesAsync();
        return order;
    }
}
