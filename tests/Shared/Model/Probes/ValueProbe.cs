namespace Matrix.Tests.Model.Probes;

/// <summary>One column for each type that is neither text, number nor time, with an identifier for its key.</summary>
public sealed class ValueProbe
{
    public Guid Id { get; set; }

    public bool? Flag { get; set; }

    public Guid? Token { get; set; }

    public byte[]? Bytes { get; set; }

    /// <summary>Stored as its name.</summary>
    public OrderStatus? Status { get; set; }
}
