using System.Diagnostics;
using System.Text;
using Xunit;

namespace Matrix.Tests.Eng.Throwaway;

/// <summary>What a program wrote, both streams in one, and its exit code.</summary>
internal sealed record FinishedProcess(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(9);

    // What steers the tests that run now must not steer those that they start.
    private static readonly string[] InheritedPrefixes = ["MATRIX_", "TESTINGPLATFORM_", "MSBUILD"];
    private static readonly string[] Inherited = ["CI", "Backend", "Platform", "Configuration"];

    /// <summary>Runs a program to its end.</summary>
    public static async Task<FinishedProcess> OfAsync(
        string program, string folder, IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Isolate(start);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Limit}. It wrote:\n{output}");
        }

        return new FinishedProcess(process.ExitCode, output.ToString());
    }

    /// <summary>Takes out of a program's environment what steers the tests that run now.</summary>
    public static void Isolate(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsInherited).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    }

    /// <summary>Asserts what it ended with and said; the failure shows all that it wrote.</summary>
    public void Ended(int exitCode, params string[] saying)
    {
        var missing = saying.Where(s => !Output.Contains(s, StringComparison.Ordinal)).ToList();
        if (exitCode != ExitCode || missing.Count > 0)
            Assert.Fail($"It should have exited {exitCode}, and exited {ExitCode}; it did not say {string.Join(" | ", missing)}. It wrote:\n{Output}");
    }

    private static bool IsInherited(string name) =>
        Inherited.Contains(name, StringComparer.OrdinalIgnoreCase) || InheritedPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.Append(line).Append(line is null ? "" : "\n");
    }
}
