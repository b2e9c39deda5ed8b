using System.Text.RegularExpressions;
using Matrix.Harness;
using Matrix.Harness.Targets;

namespace Matrix.Cli;

/// <summary>A working copy: where its targets, behaviours, backends and build output lie.</summary>
/// <param name="root">Its folder.</param>
internal sealed partial class Repository(string root)
{
    /// <summary>Its folder.</summary>
    public string Root { get; } = root;

    /// <summary>The list of targets.</summary>
    public string TargetsFile => Path.Combine(Root, "eng", TargetList.FileName);

    /// <summary>The behaviours, with their ledger beside them.</summary>
    public string Behaviours => Path.Combine(Root, "tests", "Shared", "Behaviours");

    /// <summary>The schema that ledger files name, or <see langword="null"/> where the working copy has none.</summary>
    public string? LedgerSchema => Path.Combine(Root, "docs", "ledger.schema.json") is var schema && File.Exists(schema) ? schema : null;

    /// <summary>The page that tells what the ledger says.</summary>
    public string DialectsPage => Path.Combine(Root, "docs", "DIALECTS.md");

    /// <summary>Everything that a build writes.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Where results go unless another folder is named.</summary>
    public string DefaultResults => Path.Combine(Artifacts, "matrix");

    /// <summary>The working copy that this command lies in, else the one that it was called in.</summary>
    /// <exception cref="MatrixException">There is none.</exception>
    public static Repository Here() => Around(AppContext.BaseDirectory) ?? Around(Environment.CurrentDirectory)
        ?? throw new MatrixException($"No eng/{TargetList.FileName} is to be found in {Environment.CurrentDirectory} or above it. Go to a working copy that has one, or make one: dotnet new matrix.");

    /// <summary>The working copy around a folder, or <see langword="null"/> when there is none.</summary>
    public static Repository? Around(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "eng", TargetList.FileName)))
                return new Repository(at.FullName);
        }

        return null;
    }

    /// <summary>The project that runs a backend's targets: the one under <c>tests/</c> whose <c>MatrixBackend</c> it is.</summary>
    /// <exception cref="MatrixException">There is none.</exception>
    public BackendProject ProjectOf(string backend)
    {
        var tests = Path.Combine(Root, "tests");
        var found = (Directory.Exists(tests) ? Directory.EnumerateDirectories(tests) : [])
            .SelectMany(d => Directory.EnumerateFiles(d, "*.csproj"))
            .FirstOrDefault(p => MatrixBackend().Match(File.ReadAllText(p)).Groups["name"].Value.Equals(backend, StringComparison.OrdinalIgnoreCase));
        return found is null
            ? throw new MatrixException($"No project under {tests} runs the backend {backend}. Set <MatrixBackend> in its project file, or take its targets out of {TargetsFile}.")
            : new BackendProject(this, found);
    }

    /// <summary>The subjects of the shared behaviours, each after its file.</summary>
    public IReadOnlyList<string> Subjects() => Directory.Exists(Behaviours)
        ? [.. Directory.EnumerateFiles(Behaviours, "*.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>A path as a person reads it: from the working copy's folder, where it lies in there.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }

    [GeneratedRegex("<MatrixBackend>(?<name>[^<]+)</MatrixBackend>", RegexOptions.ExplicitCapture)]
    private static partial Regex MatrixBackend();
}
