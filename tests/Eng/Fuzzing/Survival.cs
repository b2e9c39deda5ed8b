using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Matrix.Cli.CommandLine;
using Xunit;

namespace Matrix.Tests.Eng.Fuzzing;

/// <summary>Gives a command many inputs, and holds it to what is promised of any.</summary>
internal static class Survival
{
    private const long Memory = 300L << 20;
    private const uint Stream = 1;
    private const int Kinds = 8, Seeds = 2;
    private const ulong FixedSeed = 4711;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // What docs/results.md lists, but for the one that says that nobody foresaw it.
    private static readonly int[] Documented = [0, 1, 2, 3, 4, 130];

    // How many inputs there are in all, over all kinds and both seeds.
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("MATRIX_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) ? inputs : 480;

    // Another one in each run, unless it is named to see again what it found.
    private static readonly ulong NewSeed = ulong.TryParse(Environment.GetEnvironmentVariable("MATRIX_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    /// <summary>Tries them.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="command">The command. Returns its exit code.</param>
    /// <param name="shown">How an input is shown when the command does not survive it.</param>
    /// <param name="printed">What the command printed beside its complaints.</param>
    public static void Try<T>(Gen<T> inputs, Func<T, Task<int>> command, Func<T, string> shown, Func<string>? printed = null)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"MATRIX_FUZZ_SEED={NewSeed}");
        foreach (var seed in (ulong[])[FixedSeed, NewSeed])
        {
            for (var i = 0; i < Math.Max(1, Inputs / Kinds / Seeds); i++)
            {
                var input = inputs.Generate(new PCG(Stream, seed + (ulong)i), null, out _);
                if (Complaint(() => command(input), printed) is { } complaint)
                    Assert.Fail($"{complaint}\nInput {i} of MATRIX_FUZZ_SEED={seed}:\n{shown(input)}");
            }
        }
    }

    private static string? Complaint(Func<Task<int>> command, Func<string>? printed)
    {
        using var error = new StringWriter();
        var (exitCode, allocated) = (0, 0L);
        var started = Stopwatch.GetTimestamp();
        // A thread of its own: what hangs is told, and what it takes is known.
        var thread = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            exitCode = Boundary.RunAsync("matrix", command, error, () => null).GetAwaiter().GetResult();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(Limit))
            return $"It did not end within {Limit.TotalSeconds} s.";
        var said = error + printed?.Invoke();
        return !Documented.Contains(exitCode) ? $"It ended with {exitCode}: {said}"
            : exitCode == 2 && said.Trim().Length == 0 ? "It ended with 2 and said nothing."
            : said.Contains("   at ", StringComparison.Ordinal) ? $"It printed a trace: {said}"
            : allocated > Memory ? $"It took {allocated >> 20} MiB."
            : Stopwatch.GetElapsedTime(started) > Limit ? "It took too long."
            : null;
    }
}
