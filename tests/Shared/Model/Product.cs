namespace Matrix.Tests.Model;

public sealed class Product : IVersioned
{
    public int Id { get; set; }

    public int TenantId { get; set; }

    public required string Sku { get; set; }

    public required string Name { get; set; }

    public decimal Price { get; set; }

    public int Stock { get; set; }

    public int Version { get; set; }

    public Tenant? Tenant { get; set; }
}
