using System.Text.Json.Nodes;
using Matrix.Harness.Results;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>What becomes of a run whose process is told to end, or whose output is lost.</summary>
public sealed class SignalTests : IClassFixture<BuiltToy>
{
    private readonly ToyWorkingCopy toy;
    private readonly string program;

    public SignalTests(BuiltToy built)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        toy = built.Toy;
        program = MatrixProcess.Install(toy.Repository.Root);
    }

    [Theory]
    [InlineData(MatrixProcess.Hangup)]
    [InlineData(MatrixProcess.Terminate)]
    public async Task A_signal_ends_the_run_in_good_order(int signal)
    {
        toy.Script("gull", "wait", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A", "Crud.B"]), Ran.Pass("Crud.A"));
        var lines = Path.Combine(toy.Results, "gull.jsonl");
        File.Delete(lines);
        using var run = MatrixProcess.Start(program, "run", "--backend", "gull", "--no-build", "--results", toy.Results);
        await run.WroteAsync(lines);

        run.Signal(signal);

        Assert.Equal(130, await run.EndAsync());
        Assert.Contains("ancelled", run.Printed, StringComparison.Ordinal);
        var merged = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(toy.Results, "results.json"), TestContext.Current.CancellationToken))!;
        Assert.True((bool)merged["cancelled"]!);
        Assert.EndsWith("interrupted\n", await File.ReadAllTextAsync(Path.Combine(toy.Results, "gull.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet \"$0\" run --backend gull --no-build --results '{0}' > /dev/full", 2, "What was to be printed is lost")]
    [InlineData("dotnet \"$0\" run --backend gull --no-build --results '{0}' >&-", 2, "What was to be printed is lost")]
    [InlineData("dotnet \"$0\" run --backend gull --no-build --results '{0}' > /dev/full 2>&1", 2, "")]
    [InlineData("{{ dotnet \"$0\" run --backend gull --no-build --results '{0}'; echo \"ended with $?\" >&2; }} | true", 0, "ended with 0")]
    public async Task Results_are_written_whatever_standard_output_does(string line, int exitCode, string said)
    {
        toy.Script("gull", "0", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A"]), Ran.Pass("Crud.A"), Ran.Ended);
        File.Delete(Path.Combine(toy.Results, "results.json"));
        using var run = MatrixProcess.StartInShell(program, string.Format(System.Globalization.CultureInfo.InvariantCulture, line, toy.Results));

        Assert.Equal(exitCode, await run.EndAsync());

        Assert.Contains(said, run.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Printed, StringComparison.Ordinal);
        Assert.All((string[])["results.json", "report.html", "report.md", "junit.xml", "ctrf.json"], name => Assert.True(File.Exists(Path.Combine(toy.Results, name)), name));
    }

    [Fact]
    public async Task A_test_program_that_prints_a_hundred_megabytes_holds_nothing_up_and_steers_nothing()
    {
        toy.Script("gull", "flood", Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound(["Crud.A"]), Ran.Pass("Crud.A"), Ran.Ended);
        using var run = MatrixProcess.Start(program, "run", "--backend", "gull", "--no-build", "--results", toy.Results);

        Assert.Equal(0, await run.EndAsync());

        var log = new FileInfo(Path.Combine(toy.Results, "gull.log"));
        Assert.True(log.Length > 100_000_000, $"{log.Length} bytes");
        Assert.Contains("\\u001b[2J::error::boo", File.ReadLines(log.FullName).Last(), StringComparison.Ordinal);
        log.Delete();
    }
}
