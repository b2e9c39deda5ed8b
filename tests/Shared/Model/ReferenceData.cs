namespace Matrix.Tests.Model;

/// <summary>The rows that every database has before a test begins, and after it has ended.</summary>
public static class ReferenceData
{
    public static IReadOnlyList<Tenant> Tenants { get; } =
    [
        new() { Id = 1, Name = "Northwind" },
        new() { Id = 2, Name = "Contoso" },
        new() { Id = 3, Name = "Fabrikam" },
    ];

    public static IReadOnlyList<Role> Roles { get; } =
    [
        new() { Code = "customer", Name = "Customer" },
        new() { Code = "clerk", Name = "Clerk" },
        new() { Code = "admin", Name = "Administrator" },
    ];
}
