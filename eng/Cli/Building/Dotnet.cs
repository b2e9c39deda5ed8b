namespace Matrix.Cli.Building;

/// <summary>The <c>dotnet</c> that runs this program, which is thus there and new enough.</summary>
internal static class Dotnet
{
    /// <summary>Its path, or its name where this program runs by itself.</summary>
    public static string Path { get; } =
        Environment.ProcessPath is { } path && System.IO.Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? path : "dotnet";
}
