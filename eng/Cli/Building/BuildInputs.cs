using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Cli.Building;

/// <summary>Of what programs are built: every file of a working copy, and what its build files read from the environment.</summary>
/// <remarks>Whether a certain program reads a file is not asked: too many builds cost a second, one too few would be a lie.</remarks>
internal static partial class BuildInputs
{
    private static readonly string[] Output = ["artifacts", "bin", "obj", "node_modules", "TestResults"];

    /// <summary>A hash of each file's path, length and time; <see langword="null"/> when links lead to where this does not look.</summary>
    public static string? Hash(string folder)
    {
        var listing = new StringBuilder();
        var variables = new SortedSet<string>(StringComparer.OrdinalIgnoreCase) { "CI" };
        if (!List(new DirectoryInfo(folder), listing, variables))
            return null;
        foreach (var name in variables)
            listing.Append(name).Append('=').Append(Environment.GetEnvironmentVariable(name)).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString())));
    }

    private static bool List(DirectoryInfo folder, StringBuilder listing, SortedSet<string> variables)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                return false;
            if (entry is FileInfo file)
            {
                listing.Append(file.FullName).Append(' ').Append(file.Length).Append(' ').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
                if (file.Extension is ".csproj" or ".props" or ".targets")
                    variables.UnionWith(Property().Matches(File.ReadAllText(file.FullName)).Select(m => m.Groups["name"].Value));
            }
            else if (!entry.Name.StartsWith('.') && !Output.Contains(entry.Name) && !List((DirectoryInfo)entry, listing, variables))
            {
                return false;
            }
        }

        return true;
    }

    // MSBuild reads an environment variable wherever a property is not set.
    [GeneratedRegex(@"\$\((?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
