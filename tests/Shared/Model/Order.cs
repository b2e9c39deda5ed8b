namespace Matrix.Tests.Model;

public sealed class Order : IVersioned
{
    public int Id { get; set; }

    public int UserId { get; set; }

    public OrderStatus Status { get; set; }

    public DateTime PlacedUtc { get; set; }

    public int Version { get; set; }

    public User? User { get; set; }

    public List<OrderLine> Lines { get; } = [];
}
