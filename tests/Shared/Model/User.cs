namespace Matrix.Tests.Model;

public sealed class User
{
    public int Id { get; set; }

    public int TenantId { get; set; }

    public required string RoleCode { get; set; }

    public required string Email { get; set; }

    public string? Nickname { get; set; }

    public DateTime RegisteredUtc { get; set; }

    public Tenant? Tenant { get; set; }

    public Role? Role { get; set; }
}
