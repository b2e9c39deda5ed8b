using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Cli.Building;

/// <summary>Of what programs are built: every file of a working copy, and what its build files read from the environment.</summary>
/// <remarks>Whether a certain program reads a file is not asked: too many builds cost a second, one too few would be a lie.</remarks>
/// <param name="All">A hash of everything; <see langword="null"/> when links lead to where this does not look.</param>
/// <param name="Outline">A hash of everything but what the C# files in <c>tests/</c> say: what the compiler is asked to do.</param>
/// <param name="Frame">A hash of everything but the sources in <c>tests/</c>: what a backend is restored from, and refers to.</param>
internal sealed partial record BuildInputs(string? All, string? Outline, string? Frame)
{
    private static readonly string[] Output = ["artifacts", "bin", "obj", "node_modules", "TestResults"];

    /// <summary>Looks at each file's path, length and time.</summary>
    public static BuildInputs Of(string folder)
    {
        var listing = new Listing(Path.Combine(folder, "tests") + Path.DirectorySeparatorChar);
        if (!List(new DirectoryInfo(folder), listing))
            return new BuildInputs(null, null, null);
        foreach (var name in listing.Variables)
            listing.Add($"{name}={Environment.GetEnvironmentVariable(name)}");
        return new BuildInputs(Hash(listing.All), Hash(listing.Outline), Hash(listing.Frame));
    }

    private static bool List(DirectoryInfo folder, Listing listing)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                return false;
            if (entry is FileInfo file)
                listing.Add(file);
            else if (!entry.Name.StartsWith('.') && !Output.Contains(entry.Name) && !List((DirectoryInfo)entry, listing))
                return false;
        }

        return true;
    }

    private static string Hash(StringBuilder text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

    private sealed class Listing(string tests)
    {
        public StringBuilder All { get; } = new();
        public StringBuilder Outline { get; } = new();
        public StringBuilder Frame { get; } = new();
        public SortedSet<string> Variables { get; } = new(StringComparer.OrdinalIgnoreCase) { "CI" };

        public void Add(FileInfo file)
        {
            var isBuildFile = file.Extension is ".csproj" or ".props" or ".targets";
            if (isBuildFile)
                Variables.UnionWith(Property().Matches(File.ReadAllText(file.FullName)).Select(m => m.Groups["name"].Value));
            var isTest = !isBuildFile && file.FullName.StartsWith(tests, StringComparison.Ordinal);
            var state = $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}";
            Line(All, state);
            Line(Outline, isTest && file.Extension == ".cs" ? file.FullName : state);
            if (!isTest)
                Line(Frame, state);
        }

        public void Add(string variable)
        {
            foreach (var text in (StringBuilder[])[All, Outline, Frame])
                Line(text, variable);
        }

        private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
    }

    // MSBuild reads an environment variable wherever a property is not set.
    [GeneratedRegex(@"\$\((?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
