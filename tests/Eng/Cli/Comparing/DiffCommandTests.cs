using Matrix.Cli.Comparing;
using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;
using Spectre.Console;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Comparing;

public sealed class DiffCommandTests : IDisposable
{
    private static readonly Target Postgres15 = new("postgres@15", "postgres", "postgres", "15", "postgres:15");

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();

    [Fact]
    public void A_run_compared_with_itself_is_not_otherwise()
    {
        Write("a", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1), Ran.Fails("S.C", "no")));

        Assert.Equal(0, Diff("a", "a"));
        Matches("""
            sqlite (3.50.4) → sqlite (3.50.4)

            Nothing is otherwise.
            """);
    }

    [Fact]
    public void Every_kind_of_change_is_said_the_worst_first()
    {
        Write("old", Ran.Whole(
            Ran.Sqlite, Ran.Pass("S.Breaks"), Ran.Fails("S.Mended", "no"), Ran.Differs("S.Changes", "1 / 2", 0), Ran.Pass("S.Gone"), Ran.Pass("S.Skipped_now"), Ran.Pass("S.Slows"), Ran.Pass("S.Stays"),
            Ran.Differs("S.Breaks_otherwise", "x", true)));
        Write("new", Ran.Whole(
            Ran.Sqlite, Ran.Fails("S.Breaks", "Expected: 1\nActual:   2"), Ran.Pass("S.Mended"), Ran.Differs("S.Changes", "1 / 2", 0.5), Ran.Pass("S.Comes"), Ran.Skipped("S.Skipped_now", "later"),
            Ran.Pass("S.Slows") with { DurationMs = 900 }, Ran.Pass("S.Stays") with { DurationMs = 90 },
            Ran.Differs("S.Breaks_otherwise", "x", false) with { Verdict = Verdict.Changed, Error = "x: it answered false" }));

        Assert.Equal(1, Diff("old", "new"));
        Matches("""
            sqlite (3.50.4) → sqlite (3.50.4)

            2 broken
              S.Breaks on sqlite: pass → fail
                Expected: 1
                Actual:   2
              S.Breaks_otherwise on sqlite: differ → changed
                x  true → false
                x: it answered false

            2 gone: ran before, and no longer
              S.Gone on sqlite: there is no such behaviour any more
              S.Skipped_now on sqlite: skipped

            1 changed: answer otherwise
              S.Changes on sqlite: differ → differ
                1 / 2  0 → 0.5

            1 fixed
              S.Mended on sqlite: fail → pass

            1 new
              S.Comes on sqlite

            1 slower
              S.Slows on sqlite: 2 ms → 900 ms

            2 broken, 2 gone, 1 changed, 1 fixed, 1 new, 1 slower.
            """);
    }

    [Fact]
    public void An_upgrade_is_rehearsed_on_the_engine_s_other_version()
    {
        Write("old", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")), Ran.Whole(Postgres15, Ran.Differs("S.B", "returning old", "refused")));
        Write("new", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")), Ran.Whole(Ran.Postgres18, Ran.Differs("S.B", "returning old", "old")));

        Assert.Equal(0, Diff("old", "new"));
        Matches("""
            sqlite (3.50.4) → sqlite (3.50.4)
            postgres@15 (1.0) → postgres@18 (18.1)

            1 changed: answer otherwise
              S.B on postgres@15 → postgres@18: differ → differ
                returning old  "refused" → "old"

            1 changed.
            """);
    }

    [Fact]
    public void Two_targets_of_one_run_are_compared_when_they_are_named()
    {
        Write("run", Ran.Whole(Postgres15, Ran.Differs("S.B", "x", 1)), Ran.Whole(Ran.Postgres18, Ran.Differs("S.B", "x", 2)));

        Assert.Equal(0, Diff("run", "run", "postgres@15=postgres@18"));
        Assert.Contains("x  1 → 2", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'postgres@15' names no pair.", "postgres@15")]
    [InlineData("The old results have no target 'oracle'. They are of sqlite.", "oracle=sqlite")]
    [InlineData("The new results have no target 'oracle'. They are of sqlite.", "sqlite=oracle")]
    public void A_pair_that_is_not_there_is_refused(string complaint, string pair)
    {
        Write("run", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));

        Assert.StartsWith(complaint, Assert.Throws<MatrixException>(() => Diff("run", "run", pair)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_have_no_engine_in_common_are_refused()
    {
        Write("old", Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")));
        Write("new", Ran.Whole(Ran.MySql, Ran.Pass("S.A")));

        Assert.StartsWith("The old results are of sqlite, the new ones of mysql@9.7: no target is in both", Assert.Throws<MatrixException>(() => Diff("old", "new")).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }

    private void Write(string name, params TargetOutcome[] outcomes)
    {
        Directory.CreateDirectory(folder.PathOf(name));
        using var file = File.Create(folder.PathOf(name, "results.json"));
        ResultsDocument.Write(Merger.Merge(outcomes, cancelled: false, DateTime.UnixEpoch, TimeSpan.Zero), file);
    }

    private int Diff(string old, string @new, params string[] pairs) => new DiffCommand(
        new(folder.PathOf(old), folder.PathOf(@new), pairs),
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) })).Execute();

    private void Matches(string expected) => Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", output.ToString().ReplaceLineEndings("\n"));
}
