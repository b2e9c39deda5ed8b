using System.Text.Json.Nodes;
using Matrix.Tests.Eng.Cli.Scripts;
using Xunit;

namespace Matrix.Tests.Eng.Workflows;

/// <summary>What <c>matrix.yml</c> has its machines do, done here one after another, on a real server in two parts.</summary>
public sealed class MatrixWorkflowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Workflow workflow = new(Repository.PathOf(".github", "workflows", "matrix.yml"));
    private readonly Dictionary<string, string> environment;

    public MatrixWorkflowTests() => environment = new() { ["BACKEND"] = "sqlite,postgres", ["SHARDS"] = "2", ["RESULTS"] = folder.PathOf("ci"), ["GITHUB_OUTPUT"] = folder.PathOf("output") };

    [Fact]
    public void Plan_parts_and_report_make_one_whole()
    {
        Assert.Equal(0, Step("plan", "Plan"));
        var jobs = JsonNode.Parse(File.ReadAllText(folder.PathOf("output"))["jobs=".Length..])!["include"]!.AsArray();
        Assert.Equal(["sqlite", "postgres@18 1/2", "postgres@18 2/2"], jobs.Select(j => (string)j!["name"]!));
        foreach (var job in jobs)
            Assert.Equal(0, Step("run", "Run", ("TARGET", (string)job!["target"]!), ("SHARD", (string)job["shard"]!), ("KEY", (string)job["key"]!)));
        Assert.Equal(0, Step("report", "Report"));

        var whole = Read("matrix");
        Assert.Equal(["sqlite", "postgres@18"], whole["targets"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.All(whole["targets"]!.AsArray(), t => Assert.Equal(0, (int)t!["totals"]!["missing"]!));
        Assert.True(Ran("shards/postgres-18-1") > 0);
        Assert.Equal(Ran("shards/postgres-18-1") + Ran("shards/postgres-18-2"), whole["behaviours"]!.AsArray().Count(b => b!["cells"]!.AsArray().Any(c => (string)c!["target"]! == "postgres@18")));
        Assert.True(File.Exists(folder.PathOf("ci", "matrix", "report.html")));

        // A part that never came is told, and turns the whole red.
        Directory.Delete(folder.PathOf("ci", "shards", "postgres-18-2"), recursive: true);
        Assert.Equal(1, Step("report", "Report"));
    }

    public void Dispose() => folder.Dispose();

    private int Step(string job, string step, params (string Name, string Value)[] more)
    {
        var variables = environment.Select(v => (v.Key, v.Value)).Concat(more).Select(v => $"$env:{v.Item1} = '{v.Item2}'");
        var script = folder.Write("step.ps1", $"""
            {string.Join('\n', variables)}
            $null = $ExecutionContext.SessionState.Path.SetLocation('{Repository.Root}')
            {workflow.Script(job, step)}
            """);
        var run = new PowerShellRun(null) { IsReal = true };
        var exitCode = run.Invoke(script, "");
        TestContext.Current.TestOutputHelper!.WriteLine($"{job}, {step}: {exitCode}\n{run.Output}\n{run.Errors}");
        return exitCode;
    }

    private JsonNode Read(string results) => JsonNode.Parse(File.ReadAllText(folder.PathOf(["ci", .. results.Split('/'), "results.json"])))!;

    private int Ran(string results) => Read(results)["behaviours"]!.AsArray().Count;
}
