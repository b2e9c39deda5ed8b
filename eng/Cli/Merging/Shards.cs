using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Results;
using Matrix.Harness.Runs;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>Whether the shards of a target are all there: no other cell would show that one is not.</summary>
internal static class Shards
{
    /// <summary>A problem for each shard that is not there. A run of the whole stands for all of them.</summary>
    /// <exception cref="MatrixException">They are parts of different divisions.</exception>
    public static IEnumerable<ProblemFound> Absent(IReadOnlyList<TargetOutcome> shares)
    {
        var started = shares.Select(o => o.Results.Started).OfType<RunStarted>().ToList();
        if (started.Count == 0 || started.Any(s => s.Shard is null))
            return [];

        var target = shares[0].Target.Name;
        if (started.Select(s => s.Division).Distinct().Skip(1).Any())
            throw new MatrixException($"The shards {string.Join(", ", started.Select(s => s.Shard))} of {target} are of different divisions, and behaviours would be left out. Run all of them with the same --durations and the same --filter.");
        var here = started.Select(s => Shard.Parse(s.Shard!)).ToList();
        return Enumerable.Range(1, here[0].Count).Except(here.Select(s => s.Index))
            .Select(i => new ProblemFound(Verdict.Missing, $"shard {i}/{here[0].Count}", $"{target}: the results of its shard {i}/{here[0].Count} are missing. See why that job left none, and merge again."));
    }
}
