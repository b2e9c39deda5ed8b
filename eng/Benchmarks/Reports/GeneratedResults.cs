using System.Text.Json.Nodes;
using Matrix.Harness.Leases;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;

namespace Matrix.Benchmarks.Reports;

/// <summary>What a target's test program would write of any number of behaviours, shaped like a run of the shop's: half observe, a few fail.</summary>
internal static class GeneratedResults
{
    private static readonly string[] Targets = ["sqlite", "postgres@18", "postgres@17", "mysql@9.7", "mysql@8.4", "mariadb@11.8", "mariadb@10.11"];

    /// <summary>Seven targets of four engines.</summary>
    public static IReadOnlyList<Target> SevenTargets { get; } =
        [.. Targets.Select(t => new Target(t, t.StartsWith("mariadb", StringComparison.Ordinal) ? "mysql" : t.Split('@')[0], t.Split('@')[0], t.Split('@').ElementAtOrDefault(1)))];

    /// <summary>A target's lines.</summary>
    public static IEnumerable<ResultEvent> Of(Target target, int behaviours)
    {
        var random = new Random(target.Name.Length);
        var names = Enumerable.Range(0, behaviours).Select(i => $"Subject{i / 50:000}.A_behaviour_number_{i}_does_what_it_says").ToList();
        yield return new RunStarted(RunStarted.CurrentVersion, target.Backend, target.Name, "generated", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        yield return new CellsBound(names);
        yield return new ServerReady(target.Engine, target.Version ?? "3.53", "generated", 20, new Dictionary<string, string>());
        for (var i = 0; i < behaviours; i++)
            yield return Cell(names[i], i, target, fails: random.Next(500) == 0, random.NextDouble() * 20);
        yield return new RunEnded(60_000, new LeaseStatistics(behaviours, 0, 0, 0, 0, 0, 0.1, 0.4));
    }

    private static CellJudged Cell(string name, int i, Target target, bool fails, double ms)
    {
        var cell = new CellJudged(name, name.Split('.')[0], fails ? Verdict.Fail : i % 2 == 0 ? Verdict.Pass : Verdict.Difference, ms)
        {
            Sql =
            [
                $"INSERT INTO products{i} (name, price, stock) VALUES (@p0, @p1, @p2) -- @p0='{target.Engine}', @p1=4.50, @p2={i}",
                $"SELECT p.id, p.name, p.price\nFROM products{i} AS p\nWHERE p.name = @name ORDER BY p.id -- @name='{target.Engine}'",
                "SELECT count(*) FROM order_lines",
            ],
        };
        if (fails)
            return cell with { Error = $"Assert.Equal() Failure: Values differ\nExpected: {i}\nActual:   0", Failure = new ExpectedFailure(Exception: "EqualException", Message: "Assert.Equal() Failure") };
        return i % 2 == 0 ? cell : cell with
        {
            Observations = new Dictionary<string, JsonNode?> { [$"'a{i}' = 'A{i}'"] = target.Backend == "mysql", ["rows"] = i % 7 },
            Reason = "MySQL and MariaDB compare by a collation that ignores case; give the column one that does not.",
        };
    }
}
