using System.Text.Json;
using Matrix.Cli.Locking;
using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Running;

/// <summary>Where a run's results go.</summary>
internal sealed class ResultsFolder
{
    private const string LockName = ".lock";

    private ResultsFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>All targets' results, merged.</summary>
    public string Merged => MergedIn(Path);

    /// <summary>A target's results, one JSON object a line.</summary>
    /// <param name="target">The target.</param>
    /// <param name="repetition">Which of its runs, from 0. Those after the first have a folder of their own.</param>
    public string LinesOf(Target target, int repetition = 0) => FileOf(target, repetition, "jsonl");

    /// <summary>What a target's test program printed.</summary>
    /// <param name="target">The target.</param>
    /// <param name="repetition">Which of its runs, from 0.</param>
    public string LogOf(Target target, int repetition = 0) => FileOf(target, repetition, "log");

    /// <summary>What a target's behaviours took in the run that <c>--durations</c> names.</summary>
    public string DurationsOf(Target target) => System.IO.Path.Combine(Path, target.Name + ".durations.json");

    /// <summary>All targets' results in a folder, merged.</summary>
    public static string MergedIn(string path) => System.IO.Path.Combine(path, "results.json");

    /// <summary>Writes what each target's behaviours took in an earlier run, for the division into parts.</summary>
    public void WriteDurations(IEnumerable<Target> targets, MatrixResults earlier)
    {
        foreach (var target in targets)
        {
            var took = earlier.Cells.Where(c => c.Cell.Target == target.Name && c.Cell.DurationMs is not null).ToDictionary(c => c.Behaviour.Name, c => c.Cell.DurationMs);
            try
            {
                File.WriteAllText(DurationsOf(target), JsonSerializer.Serialize(took));
            }
            catch (IOException e)
            {
                throw new MatrixException($"{DurationsOf(target)} cannot be written: {e.Message} Every part of a run needs it. Make room on the disk, or name another folder with --results.", e);
            }
        }
    }

    private string Repetitions => System.IO.Path.Combine(Path, "repetitions");

    /// <summary>Keeps other runs out of a folder until the result is disposed. Waits for the one that has it.</summary>
    /// <param name="path">The folder's full path. It is made where there is none.</param>
    /// <param name="tell">Told, before a wait, who has it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<FileLock> LockAsync(string path, Action<string> tell, CancellationToken cancellationToken) => FileLock.AloneAsync(
        System.IO.Path.Combine(path, LockName), who => tell($"The results folder {path} is used by {who}. This run waits until that one has ended; --results names another folder."), cancellationToken);

    /// <summary>The full path of a folder that was asked for.</summary>
    /// <exception cref="MatrixException">It is no path.</exception>
    public static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new MatrixException($"--results '{path}' is no folder's name: {e.Message} Name a folder.", e);
        }
    }

    /// <summary>Makes the folder ready: what an earlier run of these targets left is gone, and it can be written to.</summary>
    /// <exception cref="MatrixException">It cannot be written to.</exception>
    public static ResultsFolder Prepare(string path, IEnumerable<Target> targets)
    {
        var folder = new ResultsFolder(path);
        try
        {
            Directory.CreateDirectory(folder.Path);
            File.Delete(folder.Merged);
            foreach (var target in targets)
            {
                for (var repetition = 1; File.Exists(folder.LinesOf(target, repetition)); repetition++)
                    File.Delete(folder.LinesOf(target, repetition));
                File.Delete(folder.LinesOf(target));
                File.Delete(folder.DurationsOf(target));
                File.WriteAllText(folder.LogOf(target), "");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"Results cannot be written to {path}: {e.Message} Name another folder with --results, or make this one writable.", e);
        }

        return folder;
    }

    private string FileOf(Target target, int repetition, string extension) => repetition == 0
        ? System.IO.Path.Combine(Path, $"{target.Name}.{extension}")
        : System.IO.Path.Combine(Repetitions, $"{target.Name}.{repetition + 1}.{extension}");
}
