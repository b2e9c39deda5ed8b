using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>Makes one set of results of what several machines and shards left.</summary>
/// <remarks>
/// Where parts hold the same cell, one that ran goes before one that did not, and the worse of two that ran stands for both:
/// what is red anywhere stays red.
/// </remarks>
internal static class Parts
{
    /// <summary>Joins them.</summary>
    /// <param name="parts">The parts. Those of one target make one target.</param>
    /// <param name="expected">Targets that must be there. All cells of one without any results are missing.</param>
    /// <param name="order">The order in which targets are shown. Others follow.</param>
    /// <exception cref="MatrixException">They are of different suites, or a target had servers of different versions.</exception>
    public static MatrixResults Join(IReadOnlyList<Part> parts, IReadOnlyList<Target> expected, IReadOnlyList<Target> order)
    {
        CheckSuite(parts);
        var outcomes = parts.SelectMany(p => p.Outcomes).GroupBy(o => o.Target.Name, StringComparer.Ordinal).Select(Join).ToList();
        outcomes.AddRange(expected.Where(t => outcomes.All(o => o.Target.Name != t.Name)).Select(t => new TargetOutcome(t, Required: true, new TargetResults())));
        var places = order.Select((t, i) => (t.Name, i)).ToDictionary(t => t.Name, t => t.i);
        var results = Merger.Merge(
            [.. outcomes.OrderBy(o => places.GetValueOrDefault(o.Target.Name, int.MaxValue)).ThenBy(o => o.Target.Name, StringComparer.Ordinal)],
            parts.Any(p => p.Cancelled), parts.Min(p => p.StartedAt), parts.Max(p => p.Duration));
        return results.WithAccepted(parts.SelectMany(p => p.Accepted).ToHashSet());
    }

    private static void CheckSuite(IReadOnlyList<Part> parts)
    {
        var suites = parts
            .SelectMany(p => p.Outcomes.Where(o => o.Results.Started is not null).Select(o => (o.Results.Started!.Suite, Of: $"{o.Target.Name} in {p.Path}")))
            .ToLookup(s => s.Suite, s => s.Of);
        if (suites.Count > 1)
            throw new MatrixException($"These results are of different suites: {string.Join("; ", suites.Select(s => $"{s.Key} ({string.Join(", ", s)})"))}. Only results of the same sources can be merged: run again what is of older ones.");
    }

    private static TargetOutcome Join(IEnumerable<TargetOutcome> shares)
    {
        var all = shares.ToList();
        var absent = Shards.Absent(all);
        if (all is [var only])
        {
            only.Results.Add(absent);
            return only;
        }

        var target = all[0].Target;
        var versions = all.Select(o => o.Results.Server).OfType<ServerReady>().Select(s => $"{s.Engine} {s.EngineVersion}").Distinct().ToList();
        if (versions.Count > 1)
            throw new MatrixException($"{target.Name} was {string.Join(" in one part and ", versions)} in another. Results of one target must come from servers of one version: run the older part again.");

        var joined = new TargetResults();
        joined.Add(LinesOf(all));
        joined.Add(absent);
        return new(target, all.Any(o => o.Required), joined)
        {
            Broken = all.Any(o => o.Broken is not null) ? string.Join('\n', all.Select(o => o.Broken).OfType<string>().Distinct()) : null,
            ExitCode = all.Max(o => o.ExitCode),
            // Where a part is cut short, its log says why, and the others' do not.
            Logs = [.. (all.Any(IsCutShort) ? all.Where(IsCutShort) : all).SelectMany(o => o.Logs).Distinct()],
            Flaky = all.SelectMany(o => o.Flaky).DistinctBy(f => f.Key).ToDictionary(),
        };
    }

    private static IEnumerable<ResultEvent> LinesOf(List<TargetOutcome> shares)
    {
        var results = shares.ConvertAll(s => s.Results);
        if (results.Select(r => r.Started).FirstOrDefault(s => s is not null) is { } started)
            yield return started with { Shard = null, Division = null };
        if (results.Select(r => r.Server).FirstOrDefault(s => s is not null) is { } server)
            yield return server;
        yield return new CellsBound([.. results.SelectMany(r => r.Bound)]);
        foreach (var cells in results.SelectMany(r => r.Cells.Values).GroupBy(c => c.Name, StringComparer.Ordinal))
            yield return cells.MinBy(c => Standing(c.Verdict))!;
        foreach (var problem in results.SelectMany(r => r.Problems).Distinct())
            yield return problem;
        if (results.Select(r => r.NoServer).FirstOrDefault(s => s is not null) is { } missing)
            yield return missing;
        if (results.All(r => r.Ended is not null))
            yield return new RunEnded(results.Max(r => r.Ended!.DurationMs), Sum([.. results.Select(r => r.Ended!.Leases).OfType<LeaseStatistics>()]));
    }

    private static bool IsCutShort(TargetOutcome share) => share.Results.Ended is null;

    private static int Standing(Verdict verdict) => verdict switch
    {
        Verdict.Fail => 0,
        Verdict.Changed => 1,
        Verdict.Stale => 2,
        Verdict.Difference => 3,
        Verdict.Pass => 4,
        Verdict.Skipped => 5,
        Verdict.Missing => 6,
        _ => 7,
    };

    // Of the shares' medians the slowest: the joint one is not more.
    private static LeaseStatistics? Sum(List<LeaseStatistics> shares) => shares.Count == 0 ? null : shares.Aggregate((a, b) => new(
        a.RolledBack + b.RolledBack, a.OwnDatabase + b.OwnDatabase, a.Created + b.Created, a.Recycled + b.Recycled, a.Discarded + b.Discarded,
        a.WaitedForCreate + b.WaitedForCreate, Math.Max(a.MedianMs, b.MedianMs), Math.Max(a.P95Ms, b.P95Ms))
    { TotalMs = a.TotalMs + b.TotalMs, Audited = a.Audited + b.Audited });
}
