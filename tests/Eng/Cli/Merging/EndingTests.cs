using Matrix.Cli.Merging;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Merging;

public sealed class EndingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_program_that_died_is_a_problem_with_its_last_words()
    {
        var log = folder.Write("sqlite.log", string.Join('\n', Enumerable.Range(1, 30).Select(i => $"line {i}")) + "\n\nUnhandled exception.\n");
        var outcome = Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Pass("S.A")) with { ExitCode = 134, Logs = [log] };

        var problem = Ending.Problem(outcome)!;

        Assert.Equal(Verdict.Fail, problem.Verdict);
        Assert.StartsWith("sqlite: the test program ended with exit code 134 before the run's end.", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("  line 30\n  Unhandled exception.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 20\n", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_died_after_its_last_verdict_is_a_problem_too()
    {
        var problem = Ending.Problem(Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")) with { ExitCode = 139 });

        Assert.Contains("exit code 139, after the run's end", problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Results_without_their_last_line_are_a_problem_whatever_the_exit_code(int exitCode)
    {
        var problem = Ending.Problem(Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Pass("S.A")) with { ExitCode = exitCode });

        Assert.Contains("ended before the run did", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_that_no_verdict_accounts_for_are_a_problem()
    {
        var problem = Ending.Problem(Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")) with { ExitCode = 2 });

        Assert.Contains("no verdict says which", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_that_are_accounted_for_are_none()
    {
        Assert.Null(Ending.Problem(Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "no"))));
        Assert.Null(Ending.Problem(Ran.On(Ran.MySql, Ran.Started(Ran.MySql), new ServerMissing("None.", false), Ran.Ended) with { ExitCode = 2 }));
        Assert.Null(Ending.Problem(Ran.On(Ran.MySql, Ran.Started(Ran.MySql), new ProblemFound(Verdict.Missing, "S.B", "gone"), Ran.Ended) with { ExitCode = 2 }));
    }

    [Fact]
    public void A_program_that_found_no_test_is_no_problem_of_its_own() =>
        Assert.Null(Ending.Problem(Ran.On(Ran.Sqlite) with { ExitCode = 8 }));

    [Fact]
    public void A_program_that_says_it_found_no_test_and_wrote_nothing_else_than_verdicts_is_cut_short() =>
        Assert.NotNull(Ending.Problem(Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Pass("S.A")) with { ExitCode = 8 }));

    public void Dispose() => folder.Dispose();
}
