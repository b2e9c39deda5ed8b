namespace Matrix.Tests.Model;

/// <summary>What a user may do. Reference data: see <see cref="ReferenceData"/>.</summary>
public sealed class Role
{
    public required string Code { get; set; }

    public required string Name { get; set; }
}
