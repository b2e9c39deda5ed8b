using System.Text.Json.Nodes;
using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;

namespace Matrix.Tests.Eng.Cli;

/// <summary>What came of targets, written and read back as a test program and the command do it.</summary>
internal static class Ran
{
    public static readonly Target Sqlite = new("sqlite", "sqlite", "sqlite", Default: true);
    public static readonly Target Postgres18 = new("postgres@18", "postgres", "postgres", "18", "postgres:18", Default: true);
    public static readonly Target Postgres17 = new("postgres@17", "postgres", "postgres", "17", "postgres:17");
    public static readonly Target MySql = new("mysql@9.7", "mysql", "mysql", "9.7", "mysql:9.7", Default: true);

    private static readonly Dictionary<string, string> Versions = new()
    {
        ["sqlite"] = "3.50.4",
        ["postgres@18"] = "18.1",
        ["postgres@17"] = "17.6",
        ["mysql@9.7"] = "9.7.0",
    };

    /// <summary>A run that came to its end, with these cells.</summary>
    public static TargetOutcome Whole(Target target, params CellJudged[] cells) =>
        On(target, [Started(target), Ready(target), new CellsBound([.. cells.Select(c => c.Name)]), .. cells, Ended]) with { ExitCode = cells.All(c => c.Verdict.IsGreen()) ? 0 : 2 };

    /// <summary>A run with just these lines.</summary>
    public static TargetOutcome On(Target target, params ResultEvent[] lines)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(target.Name + ".jsonl");
        using (var file = new ResultsFile(path))
        {
            foreach (var line in lines)
                file.Append(line);
        }

        return new TargetOutcome(target, Required: true, TargetResults.Read(path));
    }

    public static RunStarted Started(Target target) => new(RunStarted.CurrentVersion, target.Backend, target.Name, "5u17e", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

    public static ServerReady Ready(Target target) =>
        new(target.Engine, Versions.GetValueOrDefault(target.Name, "1.0"), target.Image is null ? "in process" : $"container {target.Image}", 20, new Dictionary<string, string> { ["fsync"] = "off" });

    public static RunEnded Ended { get; } = new(400, new(10, 2, 2, 1, 0, 0, 0.1, 0.2) { TotalMs = 500 });

    public static CellJudged Pass(string name) => Cell(name, Verdict.Pass);

    public static CellJudged Skipped(string name, string why) => Cell(name, Verdict.Skipped) with { Error = why };

    public static CellJudged Differs(string name, string label, JsonNode? answer) =>
        Cell(name, Verdict.Difference) with { Observations = new Dictionary<string, JsonNode?> { [label] = answer }, Reason = "Collations differ." };

    public static CellJudged Fails(string name, string error) => Cell(name, Verdict.Fail) with { Error = error };

    public static CellJudged Cell(string name, Verdict verdict) => new(name, name.Split('.')[0], verdict, 1.5);
}
