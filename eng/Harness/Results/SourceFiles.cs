namespace Matrix.Harness.Results;

/// <summary>Finds the files that a compiler names in the repository that they came from.</summary>
/// <param name="root">The repository's folder when it was built, or <see langword="null"/> when it is not known.</param>
internal sealed class SourceFiles(string? root)
{
    // What deterministic builds write instead of the folder: https://learn.microsoft.com/dotnet/csharp/language-reference/compiler-options/advanced#pathmap
    private const string Mapped = "/_/";

    private readonly string? folder = root is null ? null : Normal(root).TrimEnd('/') + "/";

    /// <summary>The place, when the repository has that file: a package's sources are mapped to the same folder.</summary>
    public SourcePlace? Find(string path, int line) => Relative(path) is { } file && (!Normal(path).StartsWith(Mapped, StringComparison.Ordinal) || File.Exists(folder + file))
        ? new(file, line)
        : null;

    /// <summary>The place of something that is known to be of the repository.</summary>
    public SourcePlace Of(string path, int line) => new(Relative(path) ?? Normal(path), line);

    private string? Relative(string path)
    {
        var normal = Normal(path);
        return normal.StartsWith(Mapped, StringComparison.Ordinal) ? normal[Mapped.Length..]
            : folder is not null && normal.StartsWith(folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) ? normal[folder.Length..]
            : null;
    }

    private static string Normal(string path) => path.Replace('\\', '/');
}
