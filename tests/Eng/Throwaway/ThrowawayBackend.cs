using System.Runtime.InteropServices;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

[assembly: AssemblyFixture(typeof(ThrowawayBackend))]

namespace Matrix.Tests.Eng.Throwaway;

/// <summary>A backend on SQLite that shows every verdict: built once, when the first test runs it, and run by each with a ledger of its own.</summary>
public sealed class ThrowawayBackend : IDisposable
{
    private readonly ThrowawayFolder folder = new();
    private readonly Lazy<Task<string>> program;

    public ThrowawayBackend() => program = new(BuildAsync);

    /// <summary>The folder that messages name as the ledger's.</summary>
    public string Behaviours => folder.PathOf("Shared", "Behaviours");

    /// <summary>Runs some of its tests.</summary>
    /// <param name="tests">Which: a method's name, or a pattern of it.</param>
    /// <param name="ledger">What <c>Notes.differences.json</c> holds, or <see langword="null"/> for no ledger.</param>
    /// <param name="environment">What to set for it, as <c>NAME=value</c>.</param>
    internal Task<ThrowawayRun> RunAsync(string tests, string? ledger = null, params string[] environment) => RunAsync(tests, ledger, [], environment);

    /// <summary>Runs some of its tests with further arguments of the test program.</summary>
    internal Task<ThrowawayRun> RunWithAsync(string tests, params string[] arguments) => RunAsync(tests, null, arguments, []);

    public void Dispose() => folder.Dispose();

    private async Task<ThrowawayRun> RunAsync(string tests, string? ledger, string[] arguments, string[] environment)
    {
        var copy = CopyOf(await program.Value);
        if (ledger is not null)
        {
            Directory.CreateDirectory(Path.Combine(copy, "ledger"));
            await File.WriteAllTextAsync(Path.Combine(copy, "ledger", "Notes.differences.json"), ledger);
        }

        var results = Path.Combine(copy, "results.jsonl");
        var finished = await FinishedProcess.OfAsync(
            Path.Combine(copy, OperatingSystem.IsWindows() ? "Sqlite.exe" : "Sqlite"), copy,
            ["--filter-method", $"*{tests}", "--progress", "off", "--ansi", "off", .. arguments],
            [KeyValuePair.Create("MATRIX_RESULTS", results), .. environment.Select(e => KeyValuePair.Create(e.Split('=')[0], e.Split('=')[1]))]);
        return new ThrowawayRun(finished, results);
    }

    private async Task<string> BuildAsync()
    {
        folder.WriteBackend("Sqlite");
        folder.Write("Shared/Behaviours/Notes.cs", ThrowawayNotes.Source);
        folder.Write("Shared/Behaviours/Faults.cs", ThrowawayFaults.Source);
        (await folder.DotnetAsync("build", "Sqlite")).Ended(0);
        return folder.PathOf("artifacts", "bin", "Sqlite", ThrowawayFolder.Configuration.ToLowerInvariant());
    }

    // Runs side by side must not share a ledger, and the program reads the one beside it.
    private string CopyOf(string built)
    {
        var copy = folder.PathOf("runs", Guid.NewGuid().ToString("N"));
        var natives = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier);
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(built, file);
            if (path.StartsWith("runtimes", StringComparison.Ordinal) && !path.StartsWith(natives + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path))!);
            File.Copy(file, Path.Combine(copy, path));
        }

        return copy;
    }
}
