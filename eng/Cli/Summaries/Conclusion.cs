using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Harness.Leases;

namespace Matrix.Cli.Summaries;

/// <summary>The last lines: each target's totals, and what the whole comes to.</summary>
internal static class Conclusion
{
    public static void Write(Page page, MatrixResults results, Wording wording)
    {
        foreach (var target in results.Targets)
            Write(page, target);
        page.Line(Verdict(results), (Seconds(results.DurationMs) is var time ? $" in {time}. Results: {wording.Results}" : "", Tone.Plain));
    }

    private static void Write(Page page, TargetReport target)
    {
        var server = target.Engine is null ? "" : $"  {target.EngineVersion}, {target.Source}, ready in {Seconds(target.ReadyMs!.Value)}";
        page.Line((target.Name, Tone.Heading), (server, Tone.Quiet));
        var totals = target.Totals;
        (int Count, string Name)[] parts =
        [
            (totals.Passed, "passed"), (totals.Differed, "differed"), (totals.Failed, "failed"), (totals.Stale, "stale"), (totals.Changed, "changed"),
            (totals.Missing, "missing"), (totals.Unavailable, "without a server"), (totals.Skipped, "skipped"),
        ];
        var sum = string.Join(" + ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Name}"));
        var own = totals.Own > 0 ? $"; {totals.Own} of them this backend's own" : "";
        page.Line($"  {totals.Bound} bound" + (sum.Length > 0 ? $" = {sum}{own}" : "") + (target.DurationMs is { } ms ? $"; {Seconds(ms)}" : ""));
        if (target.Leases is { } leases)
            Write(page, leases);
    }

    // The strategies, how many were had without waiting for a database to be made, and what all of it cost.
    private static void Write(Page page, LeaseStatistics leases)
    {
        var ready = leases.RolledBack + leases.OwnDatabase - leases.WaitedForCreate;
        page.Line($"  leases: {leases.RolledBack} rolled back, {leases.OwnDatabase} own databases; {ready} ready at once, {leases.WaitedForCreate} waited for one to be made", Tone.Quiet);
        page.Line($"          median {Milliseconds(leases.MedianMs)}, 95th {Milliseconds(leases.P95Ms)}, {Seconds(leases.TotalMs)} in all; databases: {leases.Created} made, {leases.Recycled} used again, {leases.Discarded} dropped", Tone.Quiet);
    }

    /// <summary>What the whole comes to.</summary>
    public static (string Text, Tone Tone) Verdict(MatrixResults results) => results.ExitCode switch
    {
        ExitCodes.Green => ("Green", Tone.Good),
        ExitCodes.Red => ("Red", Tone.Bad),
        ExitCodes.Server => ("A server is missing", Tone.Bad),
        ExitCodes.Nothing => ("Nothing ran", Tone.Bad),
        ExitCodes.Cancelled => ("Cancelled", Tone.Bad),
        _ => ("Not everything could be run", Tone.Bad),
    };

    private static string Milliseconds(double ms) => ms.ToString("0.0#", CultureInfo.InvariantCulture) + " ms";

    private static string Seconds(double ms) => (ms / 1000).ToString("0.0#", CultureInfo.InvariantCulture) + " s";
}
