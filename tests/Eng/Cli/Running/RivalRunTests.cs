using System.Text.Json.Nodes;
using Matrix.Harness.Results;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>Two runs at once in one working copy, as processes: neither breaks the other.</summary>
public sealed class RivalRunTests : IDisposable
{
    private readonly ToyWorkingCopy toy = new();
    private readonly string program;

    public RivalRunTests() => program = MatrixProcess.Install(toy.Repository.Root);

    [Fact]
    public async Task Ten_pairs_of_runs_with_edits_and_filters_mixed_are_all_right()
    {
        for (var pair = 0; pair < 10; pair++)
        {
            // Every other pair has a results folder in common; of three pairs two come after an edit.
            var folders = pair % 2 == 0 ? (string[])["out", "out"] : ["out", "other"];
            foreach (var folder in folders)
                Script(folder);
            var edit = pair - pair % 3 / 2;
            Edit($"edit {edit}");
            using var one = MatrixProcess.Start(program, "run", "--backend", "gull,tern@1", "--results", toy.PathOf(folders[0]));
            using var other = MatrixProcess.Start(program, "run", "--backend", pair % 4 < 2 ? "gull" : "tern@1,gull", "--filter", "Crud", "--results", toy.PathOf(folders[1]));

            var exitCodes = (await one.EndAsync(), await other.EndAsync());

            Assert.True(exitCodes == (0, 0), $"Pair {pair} ended with {exitCodes}:\n{one.Printed}\n{other.Printed}");
            Assert.All(folders, folder =>
            {
                Assert.Contains($"edit {edit}\n", File.ReadAllText(Path.Combine(toy.PathOf(folder), "gull.log")), StringComparison.Ordinal);
                var merged = JsonNode.Parse(File.ReadAllText(Path.Combine(toy.PathOf(folder), "results.json")))!;
                Assert.Equal("Crud.Inserts", (string)Assert.Single(merged["behaviours"]!.AsArray())!["name"]!);
            });
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(toy.Repository.Root, "*", SearchOption.AllDirectories), IsMark);
    }

    [Fact]
    public async Task The_second_run_in_a_results_folder_says_for_whom_it_waits()
    {
        Script("out");
        using var build = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));
        Assert.Equal(0, await build.EndAsync());
        toy.Write("out/gull.end", "wait");
        File.Delete(toy.PathOf("out", "gull.jsonl"));
        using var first = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));
        await first.WroteAsync(toy.PathOf("out", "gull.jsonl"));

        using var second = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));
        await second.PrintedAsync($"The results folder {toy.PathOf("out")} is used by run {first.Id}.");
        toy.Write("out/gull.end", "0");
        first.Signal(MatrixProcess.Terminate);

        Assert.Equal(130, await first.EndAsync());
        Assert.Equal(0, await second.EndAsync());
    }

    [Fact]
    public async Task A_program_that_runs_is_not_replaced_by_a_build()
    {
        Script("out", "wait");
        Script("other");
        using var first = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));
        await first.WroteAsync(toy.PathOf("out", "gull.jsonl"));

        Edit("edit 1");
        using var second = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("other"));
        await second.PrintedAsync($"Toy.Gull has changed and must be built, and run {first.Id} still runs it.");
        first.Signal(MatrixProcess.Terminate);

        Assert.Equal(130, await first.EndAsync());
        Assert.Equal(0, await second.EndAsync());
        Assert.Contains("edit 1\n", await File.ReadAllTextAsync(toy.PathOf("other", "gull.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_run_leaves_no_lock()
    {
        Script("out", "wait");
        using var first = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));
        await first.WroteAsync(toy.PathOf("out", "gull.jsonl"));
        first.Signal(MatrixProcess.Kill);
        await first.EndAsync();

        Script("out");
        using var second = MatrixProcess.Start(program, "run", "--backend", "gull", "--results", toy.PathOf("out"));

        Assert.Equal(0, await second.EndAsync());
        Assert.DoesNotContain("is used by", second.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(toy.PathOf("out")), IsMark);
    }

    public void Dispose() => toy.Dispose();

    private static bool IsMark(string file) => file.Contains(".lock.", StringComparison.Ordinal);

    private void Edit(string said)
    {
        var source = toy.PathOf("tests", "Gull", "Program.cs");
        var lines = File.ReadAllLines(source).Where(l => !l.StartsWith("Console.WriteLine(\"edit", StringComparison.Ordinal)).ToList();
        lines.Insert(lines.FindIndex(l => l.StartsWith("Console.WriteLine(\"arguments", StringComparison.Ordinal)), $"Console.WriteLine(\"{said}\");");
        var text = string.Join('\n', lines) + "\n";
        if (File.ReadAllText(source) != text)
            File.WriteAllText(source, text);
    }

    private void Script(string folder, string end = "0")
    {
        foreach (var target in (string[])["gull", "tern@1"])
        {
            CellJudged[] cells = [Ran.Pass("Crud.Inserts")];
            toy.ScriptIn(folder, target, end, [Ran.Started(toy.Target(target)), Ran.Ready(toy.Target(target)), new CellsBound([.. cells.Select(c => c.Name)]), .. cells, Ran.Ended]);
        }
    }
}
