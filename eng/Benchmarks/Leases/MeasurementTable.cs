using System.Globalization;
using System.Text;

namespace Matrix.Benchmarks.Leases;

/// <summary>A table to paste into a page.</summary>
internal static class MeasurementTable
{
    /// <param name="workers">How many tests ran side by side.</param>
    /// <param name="measurements">The floor first.</param>
    public static string Render(int workers, IReadOnlyList<Measurement> measurements)
    {
        var floor = measurements[0];
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"| {(workers == 1 ? "1 worker" : $"{workers} workers")}, a test's time | median ms | 95th ms | beside the floor, ms | times the floor | tests a second |\n");
        table.Append("|---|---:|---:|---:|---:|---:|\n");
        foreach (var m in measurements)
            table.Append(CultureInfo.InvariantCulture, $"| {m.Name} | {m.MedianMs:0.000} | {m.P95Ms:0.000} | {m.BesideMs(floor):0.000} | {m.TimesOf(floor):0.00} | {m.Throughput:0} |\n");
        return table.ToString();
    }
}
