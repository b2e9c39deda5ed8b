namespace Matrix.Tests.Model;

/// <summary>A shop of the marketplace. Reference data: see <see cref="ReferenceData"/>.</summary>
public sealed class Tenant
{
    public int Id { get; set; }

    public required string Name { get; set; }
}
