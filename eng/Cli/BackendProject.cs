namespace Matrix.Cli;

/// <summary>A backend's project and the program that is built from it.</summary>
internal sealed class BackendProject(Repository repository, string file)
{
    /// <summary>The project's file.</summary>
    public string File { get; } = file;

    /// <summary>The project's name, after which its program is named.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The program's assembly, there once it is built.</summary>
    public string Assembly => Path.Combine(repository.Artifacts, "bin", Name, "debug", Name + ".dll");

    /// <summary>How the compiler was called for it last; see <c>eng/RecordCompilation.targets</c>.</summary>
    public string Compilation => Path.Combine(repository.Artifacts, "obj", Name, "debug", "compilation.txt");

    /// <summary>What NuGet resolved for it, its project references included.</summary>
    public string Assets => Path.Combine(repository.Artifacts, "obj", Name, "project.assets.json");
}
