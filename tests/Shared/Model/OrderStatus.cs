namespace Matrix.Tests.Model;

/// <summary>Stored as its name.</summary>
public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
}
