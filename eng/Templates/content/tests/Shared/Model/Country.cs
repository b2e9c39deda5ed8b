namespace SampleNamespace.Tests.Model;

public sealed class Country
{
    public required string Code { get; set; }

    public required string Name { get; set; }
}
