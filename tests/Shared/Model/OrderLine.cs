namespace Matrix.Tests.Model;

/// <summary>Keyed by order and number; goes with its order.</summary>
public sealed class OrderLine
{
    public int OrderId { get; set; }

    public int Number { get; set; }

    public int ProductId { get; set; }

    public int Quantity { get; set; }

    public decimal UnitPrice { get; set; }

    /// <summary>Computed by the database from quantity and price.</summary>
    public decimal Total { get; private set; }

    public Order? Order { get; set; }

    public Product? Product { get; set; }
}
