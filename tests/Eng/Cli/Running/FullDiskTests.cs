using System.Text;
using System.Text.Json;
using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness.Results;
using Matrix.Tests.Eng.Cli.Toy;
using Spectre.Console;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>A disk that is full costs files, and no verdict.</summary>
public sealed class FullDiskTests(BuiltToy built) : IClassFixture<BuiltToy>
{
    private readonly ToyWorkingCopy toy = built.Toy;

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    public async Task What_the_file_does_not_take_goes_aside_whole(int kilobytes)
    {
        await using var disk = await SmallDisk.MountAsync(kilobytes);
        var path = Path.Combine(disk.Path, "gull.jsonl");
        using var aside = new MemoryStream();
        var names = Enumerable.Range(0, kilobytes).Select(i => $"Crud.A{i}").ToList();
        using (var file = new ResultsFile(path, aside))
        {
            foreach (var name in names)
                file.Append(Ran.Pass(name) with { Sql = [new string('x', 1500)] });
        }

        var kept = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Select(l => ((CellJudged)JsonSerializer.Deserialize(l, ResultJson.Default.ResultEvent)!).Name).ToList();
        var rest = Encoding.UTF8.GetString(aside.ToArray()).Split(ResultsFile.Aside, StringSplitOptions.RemoveEmptyEntries).Select(l => ((CellJudged)ResultsReader.ReadLine(l)!).Name).ToList();
        Assert.NotEmpty(kept);
        Assert.NotEmpty(rest);
        Assert.Equal(names, [.. kept, .. rest]);
    }

    [Fact]
    public async Task A_run_on_a_full_disk_says_so_at_once_goes_on_and_prints_its_summary()
    {
        await using var disk = await SmallDisk.MountAsync(40);
        File.WriteAllText(Path.Combine(disk.Path, "gull.end"), "0");
        var cells = Enumerable.Range(0, 60).Select(i => Ran.Pass($"Crud.A{i}")).ToList();
        ResultEvent[] lines = [Ran.Started(toy.Target("gull")), Ran.Ready(toy.Target("gull")), new CellsBound([.. cells.Select(c => c.Name)]), .. cells, Ran.Ended];
        File.WriteAllLines(Path.Combine(disk.Path, "gull.aside"), lines.Select(l => JsonSerializer.Serialize(l, ResultJson.Readable.ResultEvent)));
        // What is left is less than any report needs.
        File.WriteAllBytes(Path.Combine(disk.Path, "full"), new byte[16_000]);
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });

        var exitCode = await new RunCommand(toy.Repository, new("gull") { NoBuild = true, Results = disk.Path }, console, isCI: false).ExecuteAsync(TestContext.Current.CancellationToken);

        var printed = output.ToString();
        Assert.Equal(2, exitCode);
        Assert.Contains("60 pass", printed, StringComparison.Ordinal);
        Assert.InRange(printed.IndexOf("gull.jsonl cannot be written: the disk takes no more of it. The run goes on", StringComparison.Ordinal), 0, printed.IndexOf("60 pass", StringComparison.Ordinal));
        Assert.Contains("Not written: ", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(disk.Path), f => f.EndsWith(".half-written", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(disk.Path, "report.html")));
    }
}
