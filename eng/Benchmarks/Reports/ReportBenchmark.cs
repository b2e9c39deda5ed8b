using System.Diagnostics;
using System.Globalization;
using Matrix.Cli;
using Matrix.Cli.Merging;
using Matrix.Cli.Reports;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;

namespace Matrix.Benchmarks.Reports;

/// <summary>What it takes to merge seven targets' lines and to write every report of them, and to open the page.</summary>
internal static class ReportBenchmark
{
    private const double MiB = 1 << 20;

    /// <summary>Measures, and prints.</summary>
    /// <param name="behaviours">How many behaviours each target has.</param>
    /// <param name="output">Where the figures go.</param>
    public static async Task RunAsync(int behaviours, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("matrix-reports-").FullName;
        try
        {
            Generate(folder, behaviours);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{behaviours} behaviours on {GeneratedResults.SevenTargets.Count} targets"));
            Merge(folder, output);
            await PageBenchmark.RunAsync(Path.Combine(folder, "merged", "report.html"), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Generate(string folder, int behaviours)
    {
        foreach (var target in GeneratedResults.SevenTargets)
        {
            using var file = new ResultsFile(Path.Combine(folder, target.Name + ".jsonl"));
            foreach (var line in GeneratedResults.Of(target, behaviours))
                file.Append(line);
        }
    }

    private static void Merge(string folder, TextWriter output)
    {
        var read = Size(Directory.EnumerateFiles(folder));
        var started = Stopwatch.GetTimestamp();
        var results = Parts.Join(PartReader.Read(folder), [], GeneratedResults.SevenTargets);
        var joined = Stopwatch.GetElapsedTime(started);
        var merged = Path.Combine(folder, "merged");
        ReportFolder.Write(results, merged, new Wording(new Repository(folder), new LedgerFolder(folder, null), Path.Combine(merged, "results.json"), powerShell: false), new Matrix.Cli.Writing.Unwritten(Console.Error.WriteLine));
        var written = Stopwatch.GetElapsedTime(started);

        using var process = Process.GetCurrentProcess();
        Say(output, $"read and merged {read:0} MiB of lines: {joined.TotalSeconds:0.00} s");
        Say(output, $"wrote {Size(Directory.EnumerateFiles(merged)):0} MiB of reports: {(written - joined).TotalSeconds:0.00} s");
        foreach (var file in Directory.EnumerateFiles(merged).Order(StringComparer.Ordinal))
            Say(output, $"  {Path.GetFileName(file)}: {new FileInfo(file).Length / MiB:0.0} MiB");
        Say(output, $"together: {written.TotalSeconds:0.00} s; {process.PeakWorkingSet64 / MiB:0} MiB of memory at most, the generation included");
    }

    private static void Say(TextWriter output, FormattableString figures) => output.WriteLine(figures.ToString(CultureInfo.InvariantCulture));

    private static double Size(IEnumerable<string> files) => files.Sum(f => new FileInfo(f).Length) / MiB;
}
