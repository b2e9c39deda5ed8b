using Matrix.Cli.Results;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Results;

public sealed class ResultsReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.PathOf("sqlite.jsonl");

    [Fact]
    public void A_file_that_is_not_there_yet_has_no_lines_yet() => Assert.Empty(new ResultsReader(File).ReadMore());

    [Fact]
    public void Each_line_is_read_once_while_the_file_is_written()
    {
        var reader = new ResultsReader(File);
        using var file = new ResultsFile(File);
        file.Append(Ran.Started(Ran.Sqlite));

        var first = reader.ReadMore();
        file.Append(Ran.Pass("S.A"));
        file.Append(Ran.Pass("S.B"));
        var second = reader.ReadMore();

        Assert.IsType<RunStarted>(Assert.Single(first));
        Assert.Equal(["S.A", "S.B"], second.Cast<CellJudged>().Select(c => c.Name));
        Assert.Empty(reader.ReadMore());
    }

    [Fact]
    public void All_that_is_written_of_a_cell_reads_back()
    {
        var cell = Ran.Differs("S.A(x: \"a%\")", "label", null) with
        {
            Verdict = Verdict.Changed,
            Error = "two\nlines",
            Failure = new("unique", "23505", 1062, null, null),
            LedgerKey = "S.A",
            LedgerEntry = "{}",
            Sql = ["SELECT 1", "SELECT 'é'"],
            Kept = "psql",
            Shared = false,
        };
        using (var file = new ResultsFile(File))
            file.Append(cell);

        var read = (CellJudged)new ResultsReader(File).ReadLast().Single();

        Assert.Equivalent(cell, read, strict: true);
        Assert.Equal(cell.Failure, read.Failure);
        Assert.True(read.Observations.ContainsKey("label"));
    }

    [Fact]
    public void A_last_line_that_was_cut_short_is_left_out()
    {
        using (var file = new ResultsFile(File))
        {
            file.Append(Ran.Pass("S.A"));
            file.Append(Ran.Pass("S.B"));
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..^20]);

        Assert.Equal(["S.A"], new ResultsReader(File).ReadLast().Cast<CellJudged>().Select(c => c.Name));
    }

    [Fact]
    public void A_last_line_that_is_whole_counts_without_its_line_break()
    {
        using (var file = new ResultsFile(File))
            file.Append(Ran.Pass("S.A"));
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).TrimEnd('\n'));

        Assert.Single(new ResultsReader(File).ReadLast());
    }

    [Theory]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\"")]
    [InlineData("not JSON at all")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"other\"}")]
    [InlineData("{\"type\":\"cell\"}")]
    [InlineData("{\"type\":\"cell\",\"name\":null,\"subject\":\"S\",\"verdict\":\"pass\",\"durationMs\":1}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":\"perfect\",\"durationMs\":1}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":\"pass\",\"durationMs\":1,\"shared\":true,\"observations\":{}}")]
    [InlineData("{\"type\":\"bound\"}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":\"pass\",\"durationMs\":1e308,\"shared\":true,\"observations\":{},\"sql\":[]}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":\"pass\",\"durationMs\":-1,\"shared\":true,\"observations\":{},\"sql\":[]}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":99,\"durationMs\":1,\"shared\":true,\"observations\":{},\"sql\":[]}")]
    [InlineData("{\"type\":\"cell\",\"name\":\"S.A\",\"subject\":\"S\",\"verdict\":\"pass\",\"durationMs\":1,\"shared\":true,\"observations\":{},\"sql\":[null]}")]
    [InlineData("{\"type\":\"bound\",\"names\":[null]}")]
    [InlineData("\0\0\0")]
    public void A_broken_line_costs_that_line_and_is_named(string broken)
    {
        using (var file = new ResultsFile(File))
            file.Append(Ran.Pass("S.A"));
        System.IO.File.AppendAllText(File, broken + "\n" + "{\"type\":\"end\",\"durationMs\":1}\n");

        var reader = new ResultsReader(File);
        var read = reader.ReadLast();

        Assert.Equal(["S.A"], read.OfType<CellJudged>().Select(c => c.Name));
        Assert.IsType<RunEnded>(read[^1]);
        Assert.StartsWith($"{File}(2): This is no line of Matrix's results: ", reader.Damage, StringComparison.Ordinal);
        Assert.EndsWith("What this line said is not known, and the rest is. Run the target again.", reader.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_broken_lines_some_are_named_and_the_others_counted()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("?\n", 50)));
        var reader = new ResultsReader(File);

        Assert.Empty(reader.ReadLast());
        Assert.Contains($"{File}(3): ", reader.Damage, StringComparison.Ordinal);
        Assert.Contains("and 47 more such lines.", reader.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_1_of_the_format_is_still_read()
    {
        using (var file = new ResultsFile(File))
            file.Append(Ran.Started(Ran.Sqlite) with { Version = 1 });

        Assert.Equal(1, Assert.IsType<RunStarted>(Assert.Single(new ResultsReader(File).ReadMore())).Version);
    }

    [Fact]
    public void Another_version_of_the_format_is_refused()
    {
        using (var file = new ResultsFile(File))
            file.Append(Ran.Started(Ran.Sqlite) with { Version = 3 });

        var e = Assert.Throws<ResultsFileException>(() => new ResultsReader(File).ReadMore());

        Assert.Contains("version 3 of the format; this Matrix reads versions 1 to 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_longer_than_what_is_read_at_once_stay_whole()
    {
        var statement = new string('x', 300_000);
        using (var file = new ResultsFile(File))
        {
            for (var i = 0; i < 3; i++)
                file.Append(Ran.Pass($"S.A{i}") with { Sql = [statement] });
        }

        Assert.All(new ResultsReader(File).ReadMore().Cast<CellJudged>(), c => Assert.Equal(statement, c.Sql.Single()));
    }

    [Fact]
    public void A_line_that_is_longer_than_any_costs_that_line()
    {
        using (var file = System.IO.File.Create(File))
            file.SetLength(ResultsFiles.LongestLine + 1);
        System.IO.File.AppendAllText(File, "\n{\"type\":\"end\",\"durationMs\":1}\n");
        var reader = new ResultsReader(File);

        Assert.IsType<RunEnded>(Assert.Single(reader.ReadLast()));
        Assert.StartsWith($"{File}(1): The line is longer than 64 MiB", reader.Damage, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
