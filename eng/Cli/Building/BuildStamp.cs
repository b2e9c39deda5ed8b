using System.Text.Json;

namespace Matrix.Cli.Building;

/// <summary>Remembers of what a program was built, so that it is not built again of the same.</summary>
/// <remarks>A project that refers to one outside of the working copy is never remembered, and built each time.</remarks>
internal sealed class BuildStamp(Repository repository, BackendProject project)
{
    private readonly string file = Path.Combine(repository.Artifacts, "obj", project.Name, "matrix.stamp");

    /// <summary>Whether the program is built of these inputs, and untouched since.</summary>
    /// <param name="inputs">What <see cref="BuildInputs"/> says now.</param>
    public bool IsCurrent(string? inputs) =>
        inputs is not null && File.Exists(file) && File.Exists(project.Assembly) && File.ReadAllText(file) == Text(inputs);

    /// <summary>Remembers that the program is built of these inputs, as they were before the build began.</summary>
    public void Remember(string? inputs)
    {
        if (inputs is not null && IsSelfContained())
            File.WriteAllText(file, Text(inputs));
    }

    /// <summary>Forgets, so that a build that is cut short is not taken for one.</summary>
    public void Forget()
    {
        if (File.Exists(file))
            File.Delete(file);
    }

    private string Text(string inputs)
    {
        var program = new FileInfo(project.Assembly);
        return $"{inputs} {program.Length} {program.LastWriteTimeUtc.Ticks}\n";
    }

    private bool IsSelfContained()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(project.Assets));
        return assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "project")
            .Select(l => Path.GetFullPath(l.Value.GetProperty("path").GetString()!, Path.GetDirectoryName(project.File)!))
            .All(p => p.StartsWith(repository.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
