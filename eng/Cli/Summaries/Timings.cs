using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Harness.Leases;

namespace Matrix.Cli.Summaries;

/// <summary>Where the time went, a target each: the server, the leases, what tests took and waited, and the slowest of them.</summary>
internal static class Timings
{
    private const int Slowest = 5;

    /// <summary>Writes them.</summary>
    public static void Write(Page page, MatrixResults results)
    {
        foreach (var target in results.Targets)
            Write(page, target, [.. results.Cells.Where(c => c.Cell.Target == target.Name && c.Cell.DurationMs is not null)]);
    }

    private static void Write(Page page, TargetReport target, List<(Behaviour Behaviour, Cell Cell)> cells)
    {
        page.Line((target.Name, Tone.Heading), (target.ReadyMs is { } ready ? $"  {target.EngineVersion}, {target.Source}, ready in {Conclusion.Seconds(ready)}" : "", Tone.Quiet));
        if (cells.Count > 0)
        {
            var took = cells.Select(c => c.Cell.DurationMs!.Value).Order().ToList();
            page.Wrap([("  tests   ", Tone.Quiet)], $"median {Milliseconds(took[took.Count / 2])}, {Conclusion.Seconds(took.Sum())} in all, several at a time; waited {Conclusion.Seconds(cells.Sum(c => c.Cell.Waited?.LeaseMs ?? 0))} for databases");
            foreach (var (behaviour, cell) in cells.OrderByDescending(c => c.Cell.DurationMs).Take(Slowest))
                page.Wrap([("          ", Tone.Quiet)], $"{Milliseconds(cell.DurationMs!.Value)}  {behaviour.Name}", Tone.Quiet);
        }

        if (target.Leases is { } leases)
            Write(page, leases);
        page.Gap();
    }

    // The strategies, how many were had without waiting for a database to be made, and what all of it cost.
    private static void Write(Page page, LeaseStatistics leases)
    {
        var ready = leases.RolledBack + leases.OwnDatabase - leases.WaitedForCreate;
        page.Wrap([("  leases  ", Tone.Quiet)], $"{leases.RolledBack} rolled back, {leases.OwnDatabase} own databases; {ready} ready at once, {leases.WaitedForCreate} waited for one to be made", Tone.Quiet);
        page.Wrap([("          ", Tone.Quiet)], $"median {Milliseconds(leases.MedianMs)}, 95th {Milliseconds(leases.P95Ms)}, {Conclusion.Seconds(leases.TotalMs)} in all; databases: {leases.Created} made, {leases.Recycled} used again, {leases.Discarded} dropped, {leases.Audited} audited at the end", Tone.Quiet);
    }

    private static string Milliseconds(double ms) => ms.ToString("0.0#", CultureInfo.InvariantCulture) + " ms";
}
