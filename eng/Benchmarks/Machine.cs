using System.Runtime.InteropServices;
using Matrix.Benchmarks.Leases;

namespace Matrix.Benchmarks;

/// <summary>What a figure is worth nothing without.</summary>
internal static class Machine
{
    public static IEnumerable<string> Describe(LeaseBenchmark benchmark) =>
    [
        $"{benchmark.Engine.Name} {benchmark.Engine.Version}, {benchmark.Source}",
        Description,
    ];

    public static string Description =>
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}\n"
        + $"{Environment.ProcessorCount} cores{Load()}, {DateTime.UtcNow:yyyy-MM-dd}";

    // A busy machine lengthens everything; the ratios suffer less than the times.
    private static string Load() =>
        File.Exists("/proc/loadavg") ? $", load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start" : "";
}
