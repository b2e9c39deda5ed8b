using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Merging;

public sealed class PartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void One_run_alone_stays_as_it_was()
    {
        var run = Run("a",
            Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1), Ran.Fails("S.C", "no") with { LedgerKey = "S.C" }) with { ExitCode = 134 },
            Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("S.A"), new ServerMissing("Gone.", Lost: true), Ran.Ended),
            Ran.On(Ran.Postgres18) with { Broken = "It does not build." });

        Assert.Equal(Text(run), Text(Join(["a"])));
    }

    [Fact]
    public void Machines_with_a_target_each_make_one_grid()
    {
        Run("linux", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Pass("S.B")));
        Run("windows", Ran.Whole(Ran.MySql, Ran.Pass("S.A")));

        var results = Join(["linux", "windows"]);

        Assert.Equal(["sqlite", "mysql@9.7"], results.Targets.Select(t => t.Name));
        Assert.Equal(("S.B", "mysql@9.7", Verdict.Missing), results.Red.Select(r => (r.Behaviour.Name, r.Cell.Target, r.Cell.Verdict)).Single());
        Assert.Equal(1, results.ExitCode);
    }

    [Fact]
    public void Shards_of_a_target_make_one_target()
    {
        Run("1", Sharded("1/2", Ran.Pass("S.A")));
        Run("2", Sharded("2/2", Ran.Pass("S.B")));

        var results = Join(["1", "2"]);

        Assert.Equal(["S.A", "S.B"], results.Behaviours.Select(b => b.Name));
        Assert.Equal(0, results.ExitCode);
        Assert.Equal(20, results.Targets.Single().Leases!.RolledBack);
        Assert.Null(results.Targets.Single().Shard);
    }

    [Fact]
    public void A_shard_that_is_not_there_is_a_problem()
    {
        Run("1", Sharded("1/3", Ran.Pass("S.A")));
        Run("3", Sharded("3/3", Ran.Pass("S.B")));

        var results = Join(["1", "3"]);

        Assert.Equal("sqlite: the results of its shard 2/3 are missing. See why that job left none, and merge again.", results.Problems.Single().Message);
        Assert.Equal(1, results.ExitCode);
    }

    [Fact]
    public void Shards_of_different_divisions_are_refused()
    {
        Run("1", Sharded("1/2", Ran.Pass("S.A")));
        Run("2", Sharded("2/2", "other", Ran.Pass("S.B")));

        Assert.StartsWith("The shards 1/2, 2/2 of sqlite are of different divisions", Refused("1", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_red_anywhere_stays_red()
    {
        Run("linux", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Fails("S.B", "on Linux")));
        Run("windows", Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "on Windows"), Ran.Pass("S.B")));

        Assert.Equal(["on Windows", "on Linux"], Join(["linux", "windows"]).Red.Select(r => r.Cell.Error));
    }

    [Fact]
    public void A_cell_that_ran_in_one_part_is_not_missing_for_another()
    {
        Run("1", Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Pass("S.A"), Ran.Ended));
        Run("2", Ran.Whole(Ran.Sqlite, Ran.Pass("S.B")));

        Assert.Empty(Join(["1", "2"]).Red);
    }

    [Fact]
    public void A_target_that_was_expected_and_left_nothing_is_missing()
    {
        Run("linux", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));

        var results = Join(["linux"], Ran.Postgres18);

        Assert.Equal(["sqlite", "postgres@18"], results.Targets.Select(t => t.Name));
        Assert.Equal(Verdict.Missing, results.Red.Single().Cell.Verdict);
        Assert.Equal(1, results.ExitCode);
    }

    [Fact]
    public void A_run_that_did_not_live_to_merge_counts_by_its_lines()
    {
        Lines("killed/sqlite.jsonl", Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Pass("S.A"));

        var results = Join(["killed"]);

        Assert.Equal(Verdict.Missing, results.Red.Single().Cell.Verdict);
        Assert.Contains("the test program ended before the run did", results.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_shards_of_which_one_was_cut_short_that_one_s_last_lines_are_shown()
    {
        Lines("one/sqlite.jsonl", Ran.Started(Ran.Sqlite) with { Shard = "1/2", Division = "d" }, new CellsBound(["S.A"]), Ran.Pass("S.A"), Ran.Ended);
        folder.Write("one/sqlite.log", "all is well\n");
        Lines("two/sqlite.jsonl", Ran.Started(Ran.Sqlite) with { Shard = "2/2", Division = "d" }, new CellsBound(["S.B"]));
        folder.Write("two/sqlite.log", "Segmentation fault\n");

        var problem = Join(["one", "two"]).Problems.Single();

        Assert.EndsWith($"The last lines of {folder.PathOf("two", "sqlite.log")}:\n  Segmentation fault", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_line_of_one_part_costs_that_line()
    {
        Lines("one/sqlite.jsonl", Ran.Started(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Pass("S.A"), Ran.Pass("S.B"), Ran.Ended);
        var lines = File.ReadAllLines(folder.PathOf("one", "sqlite.jsonl"));
        lines[2] = lines[2][..30];
        File.WriteAllLines(folder.PathOf("one", "sqlite.jsonl"), lines);

        var results = Join(["one"]);

        Assert.Equal(2, results.ExitCode);
        Assert.StartsWith($"{folder.PathOf("one", "sqlite.jsonl")}(3): This is no line", results.Targets.Single().Broken, StringComparison.Ordinal);
        Assert.Equal(["Missing", "Pass"], results.Cells.Select(c => c.Cell.Verdict.ToString()));
    }

    [Fact]
    public void A_folder_of_folders_is_every_one_of_them()
    {
        Run("jobs/sqlite", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));
        Run("jobs/mysql", Ran.Whole(Ran.MySql, Ran.Pass("S.A")));

        Assert.Equal(2, Join(["jobs"]).Targets.Count);
    }

    [Fact]
    public void Another_suite_is_refused()
    {
        Run("new", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));
        Run("old", Ran.On(Ran.MySql, Ran.Started(Ran.MySql) with { Suite = "older" }, Ran.Pass("S.A"), Ran.Ended));

        var message = Refused("new", "old");

        Assert.StartsWith("These results are of different suites: 5u17e (sqlite in ", message, StringComparison.Ordinal);
        Assert.Contains("older (mysql@9.7 in ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_target_on_servers_of_two_versions_is_refused()
    {
        Run("1", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));
        Run("2", Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite) with { EngineVersion = "3.49.0" }, Ran.Pass("S.B"), Ran.Ended));

        Assert.StartsWith("sqlite was sqlite 3.50.4 in one part and sqlite 3.49.0 in another.", Refused("1", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_accepted_is_red_no_longer()
    {
        var run = Merge(Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "no")));
        Write("a", run.WithAccepted(new HashSet<(string, string)> { ("S.A", "sqlite") }));

        Assert.Empty(Join(["a"]).Red);
    }

    [Theory]
    [InlineData("nowhere", "There is no ")]
    [InlineData("empty", "holds no results: neither a results.json nor a <target>.jsonl")]
    [InlineData("nameless/x.jsonl", "x.jsonl(1): The file does not begin with which target it is of.")]
    public void Where_there_is_nothing_to_merge_that_is_said(string input, string complaint)
    {
        Directory.CreateDirectory(folder.PathOf("empty"));
        folder.Write("nameless/x.jsonl", "");

        Assert.Contains(complaint, Refused(input), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static TargetOutcome Sharded(string shard, params CellJudged[] cells) => Sharded(shard, "d1v", cells);

    private static TargetOutcome Sharded(string shard, string division, params CellJudged[] cells) =>
        Ran.On(Ran.Sqlite, [Ran.Started(Ran.Sqlite) with { Shard = shard, Division = division }, Ran.Ready(Ran.Sqlite), .. cells, Ran.Ended]);

    private static MatrixResults Merge(params TargetOutcome[] outcomes) =>
        Merger.Merge(outcomes, cancelled: false, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromSeconds(1));

    private MatrixResults Run(string name, params TargetOutcome[] outcomes) => Write(name, Merge(outcomes));

    private MatrixResults Write(string name, MatrixResults results)
    {
        Directory.CreateDirectory(folder.PathOf(name));
        using var output = File.Create(folder.PathOf(name, "results.json"));
        ResultsDocument.Write(results, output);
        return results;
    }

    private void Lines(string name, params ResultEvent[] lines)
    {
        using var file = new ResultsFile(folder.PathOf(name));
        foreach (var line in lines)
            file.Append(line);
    }

    private MatrixResults Join(string[] inputs, params Target[] expected) =>
        Parts.Join([.. inputs.SelectMany(i => PartReader.Read(folder.PathOf(i)))], expected, [Ran.Sqlite, Ran.MySql, Ran.Postgres18]);

    private string Refused(params string[] inputs) => Assert.ThrowsAny<MatrixException>(() => Join(inputs)).Message;

    private static string Text(MatrixResults results)
    {
        using var output = new MemoryStream();
        ResultsDocument.Write(results, output);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
