using System.Text.Json;

namespace Matrix.Cli.Building;

/// <summary>Remembers of what a program was built, so that it is not built again of the same.</summary>
/// <remarks>A project that refers to one outside of the working copy is never remembered, and built each time.</remarks>
internal sealed class BuildStamp(Repository repository, BackendProject project)
{
    private readonly string file = Path.Combine(repository.Artifacts, "obj", project.Name, "matrix.stamp");
    private readonly string frameFile = Path.Combine(repository.Artifacts, "obj", project.Name, "matrix.frame.stamp");

    /// <summary>Whether the program is built of these inputs, and untouched since.</summary>
    /// <param name="inputs">What <see cref="BuildInputs"/> says now.</param>
    public bool IsCurrent(BuildInputs inputs) =>
        inputs.All is not null && File.Exists(file) && File.Exists(project.Assembly) && File.ReadAllText(file) == Text(inputs.All);

    /// <summary>Whether the compiler would be asked for the same as when the program was built last.</summary>
    public bool IsOutlineCurrent(BuildInputs inputs) => IsFrameCurrent(inputs) && File.ReadAllText(frameFile) == Frame(inputs);

    /// <summary>Whether what the program is restored from and refers to is as it was when it was built last.</summary>
    public bool IsFrameCurrent(BuildInputs inputs) =>
        inputs.Frame is not null && File.Exists(frameFile) && File.Exists(project.Assets) && File.ReadAllText(frameFile).StartsWith(inputs.Frame, StringComparison.Ordinal) && HasPackages();

    /// <summary>Remembers that the program is built of these inputs, as they were before the build began.</summary>
    public void Remember(BuildInputs inputs)
    {
        if (inputs.All is null || !IsSelfContained())
            return;
        File.WriteAllText(file, Text(inputs.All));
        File.WriteAllText(frameFile, Frame(inputs));
    }

    /// <summary>Forgets, so that a build that is cut short is not taken for one.</summary>
    /// <param name="frame">Whether what it refers to is built anew as well.</param>
    public void Forget(bool frame)
    {
        // A fresh clone has not even the folder.
        if (File.Exists(file))
            File.Delete(file);
        if (frame && File.Exists(frameFile))
            File.Delete(frameFile);
    }

    private static string Frame(BuildInputs inputs) => $"{inputs.Frame} {inputs.Outline}\n";

    private string Text(string inputs)
    {
        var program = new FileInfo(project.Assembly);
        return $"{inputs} {program.Length} {program.LastWriteTimeUtc.Ticks}\n";
    }

    private bool IsSelfContained()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(project.Assets));
        return Libraries(assets, "project").Select(p => Path.GetFullPath(p, Path.GetDirectoryName(project.File)!))
            .All(p => p.StartsWith(repository.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    // Whoever clears the packages' folder clears what a build without restoring would refer to.
    private bool HasPackages()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(project.Assets));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        return Libraries(assets, "package").All(p => folders.Exists(f => Directory.Exists(Path.Combine(f, p))));
    }

    private static IEnumerable<string> Libraries(JsonDocument assets, string type) => assets.RootElement.GetProperty("libraries").EnumerateObject()
        .Where(l => l.Value.GetProperty("type").GetString() == type)
        .Select(l => l.Value.GetProperty("path").GetString()!);
}
