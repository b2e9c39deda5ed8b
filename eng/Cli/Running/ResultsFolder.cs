using Matrix.Harness;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Running;

/// <summary>Where a run's results go.</summary>
internal sealed class ResultsFolder
{
    private ResultsFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>All targets' results, merged.</summary>
    public string Merged => System.IO.Path.Combine(Path, "results.json");

    /// <summary>A target's results, one JSON object a line.</summary>
    public string LinesOf(Target target) => System.IO.Path.Combine(Path, target.Name + ".jsonl");

    /// <summary>What a target's test program printed.</summary>
    public string LogOf(Target target) => System.IO.Path.Combine(Path, target.Name + ".log");

    /// <summary>Makes the folder ready: what an earlier run of these targets left is gone, and it can be written to.</summary>
    /// <exception cref="MatrixException">It cannot be written to.</exception>
    public static ResultsFolder Prepare(string path, IEnumerable<Target> targets)
    {
        var folder = new ResultsFolder(System.IO.Path.GetFullPath(path));
        try
        {
            Directory.CreateDirectory(folder.Path);
            File.Delete(folder.Merged);
            foreach (var target in targets)
            {
                File.Delete(folder.LinesOf(target));
                File.WriteAllText(folder.LogOf(target), "");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"Results cannot be written to {path}: {e.Message} Name another folder with --results, or make this one writable.", e);
        }

        return folder;
    }
}
