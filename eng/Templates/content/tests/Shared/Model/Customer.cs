namespace SampleNamespace.Tests.Model;

public sealed class Customer
{
    public int Id { get; set; }

    public required string Email { get; set; }

    public required string Name { get; set; }

    public required string CountryCode { get; set; }

    public Country? Country { get; set; }
}
