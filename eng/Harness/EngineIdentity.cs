namespace Matrix.Harness;

/// <summary>What a server says it is, not what it was asked to be.</summary>
/// <param name="Name">The engine: <c>sqlite</c>, <c>postgres</c>, <c>mysql</c> or <c>mariadb</c>.</param>
/// <param name="Version">The server's own version, numbers and dots only, such as <c>18.1</c>.</param>
public sealed record EngineIdentity(string Name, string Version)
{
    /// <summary>The engine at the version that matters for its dialect: <c>postgres@18</c>, <c>mariadb@11.8</c>.</summary>
    /// <remarks>PostgreSQL changes its dialect with the first number, the others with the second.</remarks>
    public override string ToString() => $"{Name}@{string.Join('.', Version.Split('.').Take(Name == "postgres" ? 1 : 2))}";
}
