using System.Text.Json.Nodes;
using Matrix.Cli.GitHub;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Results;
using Matrix.Tests.Eng.Cli.Toy;
using Spectre.Console;
using Xunit;
using Shard = Matrix.Harness.Runs.Shard;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>The whole of <c>matrix run</c>, on test programs that are processes of their own.</summary>
public sealed class RunCommandTests(BuiltToy built) : IClassFixture<BuiltToy>, IDisposable
{
    private readonly ToyWorkingCopy toy = built.Toy;
    private readonly StringWriter output = new();

    [Fact]
    public async Task Targets_that_are_green_end_in_zero_and_merged_results()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.Inserts"))]);
        toy.Script("tern@1", "0", [.. Whole("tern@1", Ran.Pass("Crud.Inserts"))]);

        Assert.Equal(0, await RunAsync(new("all")));

        Assert.Matches("^  building gull\n  building tern\n(  (gull  |tern@1)   1 of 1   [0-9.]+ s   1.0, (in process|container tern:1), ready in 0.02 s\n){2}\nGreen   1 test on 2 targets in [0-9.]+ s: engines agree in all\nReport  out/report.html\n$", Printed);
        var merged = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(toy.Results, "results.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(["gull", "tern@1"], merged["targets"]!.AsArray().Select(t => (string)t!["name"]!));
    }

    [Fact]
    public async Task The_test_program_is_told_all_that_was_asked()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.Inserts"))]);

        await RunAsync(new("gull") { Source = "local", Keep = true, KeepFailed = true, Filters = ["Crud.Inserts"] });

        var log = await File.ReadAllTextAsync(Path.Combine(toy.Results, "gull.log"), TestContext.Current.CancellationToken);
        Assert.Contains($"--exit-on-process-exit {Environment.ProcessId} --filter-query /*/*/Crud/Inserts\n", log, StringComparison.Ordinal);
        Assert.EndsWith("MATRIX_TARGET=gull\nMATRIX_REQUIRED=true\nMATRIX_SOURCE=local\nMATRIX_KEEP=true\nMATRIX_KEEP_FAILED=true\nMATRIX_TEST_TIMEOUT=60\nMATRIX_SHARD=\nMATRIX_DURATIONS=\n", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", false, "")]
    [InlineData("all,tern", false, "true")]
    [InlineData("Tern@1", false, "true")]
    [InlineData("all", true, "true")]
    public async Task A_server_is_required_where_its_name_was_said_or_in_CI(string backend, bool isCI, string required)
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.Inserts"))]);
        toy.Script("tern@1", required == "true" ? "2" : "0", Ran.Started(toy.Target("tern@1")), new ServerMissing("No tern.", Lost: false), Ran.Ended);

        var exitCode = await RunAsync(new(backend), isCI);

        Assert.Equal(required == "true" ? 3 : 0, exitCode);
        Assert.Contains(required == "true" ? "Not run tern@1: no server\n        No tern.\n" : "Green, 1 target not run: tern@1. eng/run.sh doctor says", Printed, StringComparison.Ordinal);
        Assert.Contains($"\nMATRIX_REQUIRED={required}\n", await File.ReadAllTextAsync(Path.Combine(toy.Results, "tern@1.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_crashes_midway_leaves_what_it_wrote_and_a_red_run()
    {
        toy.Script("gull", "crash", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A", "Crud.B"]), Ran.Pass("Crud.A"));
        toy.Script("tern@1", "0", [.. Whole("tern@1", Ran.Pass("Crud.A"), Ran.Pass("Crud.B"))]);

        Assert.Equal(1, await RunAsync(new("all")));

        Assert.Contains("MISSING Crud.B  gull\n", Printed, StringComparison.Ordinal);
        Assert.Contains("gull: the test program ended with exit code 134 before the run's end. The last lines of ", Unwrapped, StringComparison.Ordinal);
        Assert.Contains("The toy was told to crash.", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_cannot_be_understood_is_named_and_all_others_are_shown()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.A"), Ran.Pass("Crud.B"))]);
        var lines = await File.ReadAllLinesAsync(Path.Combine(toy.Results, "gull.lines"), TestContext.Current.CancellationToken);
        toy.Write("out/gull.lines", string.Join('\n', lines.Select((l, i) => i == 3 ? l[..20] : l)) + "\n");
        toy.Script("tern@1", "0", [.. Whole("tern@1", Ran.Pass("Crud.A"))]);

        Assert.Equal(2, await RunAsync(new("all")));

        Assert.Contains($"{Path.Combine(toy.Results, "gull.jsonl")}(4): This is no line of Matrix's results", Printed, StringComparison.Ordinal);
        Assert.Contains("Not complete: gull; 2 pass, 2 missing, in ", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_not_taken_for_this_run_s()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.Inserts"))]);
        await RunAsync(new("gull"));
        File.Delete(Path.Combine(toy.Results, "gull.lines"));

        Assert.Equal(1, await RunAsync(new("gull")));

        Assert.EndsWith("Red     1 problem of the run; 0 tests", Printed[..Printed.LastIndexOf(" in ", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_matches_nothing_is_four()
    {
        toy.Script("gull", "8");
        File.Delete(Path.Combine(toy.Results, "gull.lines"));

        Assert.Equal(4, await RunAsync(new("gull") { Filters = ["Nowhere"] }));

        Assert.Contains("No behaviour matches 'Nowhere'. The nearest subjects are Crud.\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_fails_says_its_error_alone()
    {
        using var broken = new ToyWorkingCopy();
        broken.Write("tests/Gull/Program.cs", "class {");

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        Assert.Equal(2, await new RunCommand(broken.Repository, new("gull") { Filters = ["Crud"], Results = broken.Results }, console, isCI: false).ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Matches("^  building gull\n  gull   not run\n\n(tests/Gull/Program.cs\\(1,7\\): error CS1001: [^\n]*[^\\]\n]\n)(tests/Gull/Program.cs[^\n]*[^\\]\n]\n)*\nNot run: gull\n$", Printed);
    }

    [Fact]
    public async Task Quiet_prints_the_last_lines_alone()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.Inserts"))]);

        Assert.Equal(0, await RunAsync(new("gull") { Output = new(Quiet: true) }));

        Assert.Matches("^Green   1 test on gull 1.0 in [0-9.]+ s: 1 pass, 0 known differences\nReport  out/report.html\n$", Printed);
    }

    [Fact]
    public async Task A_cancelled_run_interrupts_its_programs_and_prints_what_is_known()
    {
        toy.Script("gull", "wait", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A", "Crud.B"]), Ran.Pass("Crud.A"));
        using var cancellation = new CancellationTokenSource();

        var run = RunAsync(new("gull"), cancellationToken: cancellation.Token);
        await WaitForAsync(Path.Combine(toy.Results, "gull.jsonl"));
        await cancellation.CancelAsync();

        Assert.Equal(130, await run);
        Assert.Contains("Cancelled; 1 pass, 1 missing, in ", Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("MISSING", Printed, StringComparison.Ordinal);
        Assert.EndsWith("interrupted\n", await File.ReadAllTextAsync(Path.Combine(toy.Results, "gull.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_was_red_is_run_again()
    {
        toy.Script("gull", "2", [.. Whole("gull", Ran.Pass("Crud.A"), Ran.Fails("Crud.B(x: 1)", "no"), Ran.Fails("Crud.B(x: 2)", "no"))]);
        await RunAsync(new("gull"));
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.B(x: 1)"), Ran.Pass("Crud.B(x: 2)"))]);

        Assert.Equal(0, await RunAsync(new("") { Failed = true }));

        Assert.Contains(" --filter-query /*/*/Crud/B\n", LogOf("gull"), StringComparison.Ordinal);
        Assert.Equal(4, await RunAsync(new("") { Failed = true }));
        Assert.Contains("Nothing was red in the last results", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_is_asked_for_with_the_durations_of_the_run_that_is_named()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.A"))]);
        toy.Script("tern@1", "0", [.. Whole("tern@1", Ran.Pass("Crud.A") with { DurationMs = 99 })]);
        await RunAsync(new("gull,tern@1"));
        var earlier = toy.PathOf("earlier.json");
        File.Copy(Path.Combine(toy.Results, "results.json"), earlier, overwrite: true);

        await RunAsync(new("gull") { Shard = new(2, 3), Durations = earlier });

        Assert.Contains($"MATRIX_SHARD=2/3\nMATRIX_DURATIONS={Path.Combine(toy.Results, "gull.durations.json")}\n", LogOf("gull"), StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, double> { ["Crud.A"] = 1.5 }, Shard.ReadDurations(Path.Combine(toy.Results, "gull.durations.json")));
    }

    [Fact]
    public async Task A_behaviour_whose_verdict_varies_is_flaky_and_red_with_the_order_that_shows_it()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.A"), Ran.Pass("Crud.B"))]);
        toy.Script("repetitions/gull.2", "2", [.. Whole("gull", Ran.Pass("Crud.A"), Ran.Fails("Crud.B", "no"))]);
        toy.Script("repetitions/gull.3", "0", [.. Whole("gull", Ran.Pass("Crud.A"), Ran.Pass("Crud.B"))]);

        Assert.Equal(1, await RunAsync(new("gull") { Repeat = 3, Seed = 70 }));

        Assert.Contains("        its verdict varied: 2 pass, 1 fail; the order of --shuffle 71 shows it\n", Printed, StringComparison.Ordinal);
        Assert.Contains(" --seed 70\n", LogOf("gull"), StringComparison.Ordinal);
        Assert.Contains(" --seed 72\n", LogOf("repetitions/gull.3"), StringComparison.Ordinal);
        Assert.Contains(": 1 flaky\nAgain   eng/run.sh --failed --results out\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_GitHub_red_lines_are_marked_and_the_report_is_the_step_s_summary()
    {
        toy.Script("gull", "2", [.. Whole("gull", Ran.Fails("Crud.B", "no"))]);
        var summary = toy.Write("summary.md", "Before.\n");

        await RunAsync(new("gull"), gitHub: new GitHubStep(summary, output));

        Assert.Contains("::error title=Crud.B on gull::gull: fail. no", Printed, StringComparison.Ordinal);
        Assert.Equal("Before.\n" + await File.ReadAllTextAsync(Path.Combine(toy.Results, "report.md"), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_step_s_summary_that_cannot_be_written_is_told_and_costs_nothing_else()
    {
        toy.Script("gull", "0", [.. Whole("gull", Ran.Pass("Crud.A"))]);

        Assert.Equal(2, await RunAsync(new("gull"), gitHub: new GitHubStep(toy.PathOf("no", "such", "folder", "summary.md"), output)));

        Assert.Contains("1 pass", Printed, StringComparison.Ordinal);
        Assert.Contains($"The step's summary {toy.PathOf("no", "such", "folder", "summary.md")} cannot be written: ", Printed, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(toy.Results, "results.json")));
    }

    [Fact]
    public async Task A_target_that_hangs_is_ended_and_the_others_are_shown()
    {
        toy.Script("gull", "wait", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A", "Crud.B"]), Ran.Pass("Crud.A"));
        toy.Script("tern@1", "0", [.. Whole("tern@1", Ran.Pass("Crud.A"), Ran.Pass("Crud.B"))]);

        Assert.Equal(1, await RunAsync(new("all") { Timeout = TimeSpan.FromSeconds(2) }));

        Assert.Contains("gull: the test program did not end within 2 s and was ended.", Printed, StringComparison.Ordinal);
        Assert.Contains("MISSING Crud.B  gull\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_writes_the_ledger_and_what_it_mends_is_no_longer_red()
    {
        var cell = Ran.Fails("Crud.Inserts", "no such observation") with { Observations = new Dictionary<string, JsonNode?> { ["x"] = 1 }, LedgerKey = "Crud.Inserts" };
        toy.Script("gull", "2", [.. Whole("gull", cell)]);

        Assert.Equal(0, await RunAsync(new("gull") { Accept = true }));

        var ledger = toy.PathOf("tests", "Shared", "Behaviours", "Crud.differences.json");
        Assert.Contains("\"x\": { \"gull\": 1 }", await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Accepted\n  tests/Shared/Behaviours/Crud.differences.json\n    Crud.Inserts, as answered by gull\n", Printed, StringComparison.Ordinal);
        Assert.Contains("Reasons are still to be written", Printed, StringComparison.Ordinal);
        File.Delete(ledger);
    }

    [Theory]
    [InlineData("gul", "There is no backend 'gul'. Did you mean 'gull'?")]
    [InlineData("tern@3", "There is no backend 'tern@3'. Did you mean 'tern@")]
    [InlineData(",", "names no backend")]
    public async Task A_backend_that_there_is_not_is_an_error_with_the_nearest(string backend, string complaint)
    {
        var e = await Assert.ThrowsAsync<MatrixException>(() => RunAsync(new(backend)));

        Assert.Contains(complaint, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_results_folder_that_cannot_be_written_is_an_error()
    {
        var e = await Assert.ThrowsAsync<MatrixException>(() => RunAsync(new("gull") { Results = toy.Write("a-file", "") }));

        Assert.StartsWith($"Results cannot be written to {toy.PathOf("a-file")}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_ledger_is_an_error_before_anything_is_run()
    {
        var ledger = toy.Write("tests/Shared/Behaviours/Broken.differences.json", "{ \"A\": ");
        try
        {
            var e = await Assert.ThrowsAsync<Matrix.Harness.Ledger.LedgerException>(() => RunAsync(new("gull")));

            Assert.StartsWith($"{ledger}(1): ", e.Message, StringComparison.Ordinal);
            Assert.Empty(Printed);
        }
        finally
        {
            File.Delete(ledger);
        }
    }

    public void Dispose() => output.Dispose();

    private string LogOf(string target) => File.ReadAllText(Path.Combine(toy.Results, target + ".log"));

    private string Unwrapped => string.Join(' ', Printed.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private IEnumerable<ResultEvent> Whole(string target, params CellJudged[] cells) =>
        [Ran.Started(toy.Target(target)), Ran.Ready(toy.Target(target)), new CellsBound([.. cells.Select(c => c.Name)]), .. cells, Ran.Ended];

    private Task<int> RunAsync(RunOptions options, bool isCI = false, GitHubStep? gitHub = null, CancellationToken cancellationToken = default)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        return new RunCommand(toy.Repository, options with { Results = options.Results ?? toy.Results }, console, isCI, gitHub).ExecuteAsync(cancellationToken);
    }

    private static async Task WaitForAsync(string file)
    {
        var there = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file)) { EnableRaisingEvents = true };
        watcher.Changed += (_, _) => there.TrySetResult();
        if (new FileInfo(file) is { Exists: true, Length: > 0 })
            there.TrySetResult();
        await there.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
