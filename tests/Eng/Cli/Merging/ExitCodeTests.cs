using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Merging;

public sealed class ExitCodeTests
{
    private static readonly TargetOutcome Green = Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1));
    private static readonly TargetOutcome NoServer = Ran.On(Ran.MySql, Ran.Started(Ran.MySql), new ServerMissing("None.", Lost: false), Ran.Ended) with { ExitCode = 2 };

    [Fact]
    public void Passes_differences_and_skips_are_green() => Assert.Equal(0, ExitCode(Green, Ran.Whole(Ran.MySql, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 2))));

    [Theory]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Stale)]
    [InlineData(Verdict.Changed)]
    [InlineData(Verdict.Missing)]
    public void Any_red_verdict_is_red(Verdict verdict) => Assert.Equal(1, ExitCode(Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Cell("S.B", verdict))));

    [Fact]
    public void A_behaviour_that_is_missing_on_one_target_is_red() =>
        Assert.Equal(1, ExitCode(Green, Ran.Whole(Ran.MySql, Ran.Pass("S.A"))));

    [Fact]
    public void A_problem_beside_green_verdicts_is_red() =>
        Assert.Equal(1, ExitCode(Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Pass("S.A"), new ProblemFound(Verdict.Missing, "S.Gone", "gone"), Ran.Ended) with { ExitCode = 2 }));

    [Fact]
    public void A_program_that_died_is_red() => Assert.Equal(1, ExitCode(Green with { ExitCode = 134 }));

    [Fact]
    public void A_server_that_was_asked_for_and_is_not_there_is_missed() => Assert.Equal(3, ExitCode(Green, NoServer));

    [Fact]
    public void A_server_that_was_not_asked_for_by_name_is_not() => Assert.Equal(0, ExitCode(Green, NoServer with { Required = false }));

    [Fact]
    public void A_server_that_died_is_missed_whoever_asked() => Assert.Equal(3, ExitCode(Green, Ran.On(
        Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("S.A"), new ServerMissing("Gone.", Lost: true), Ran.Ended) with
    { ExitCode = 2, Required = false }));

    [Fact]
    public void When_every_server_is_missing_that_is_what_is_said() => Assert.Equal(3, ExitCode(NoServer with { Required = false }));

    [Fact]
    public void Red_outranks_a_missing_server() => Assert.Equal(1, ExitCode(Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "no")), NoServer));

    [Fact]
    public void Nothing_that_ran_is_not_green() => Assert.Equal(4, ExitCode(Ran.On(Ran.Sqlite) with { ExitCode = 8 }));

    [Fact]
    public void Nothing_but_skips_is_not_green() => Assert.Equal(4, ExitCode(Ran.Whole(Ran.Sqlite, Ran.Skipped("S.A", "later"))));

    [Fact]
    public void A_target_that_could_not_be_run_outranks_red() =>
        Assert.Equal(2, ExitCode(Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "no")), Ran.On(Ran.MySql) with { Broken = "It does not build." }));

    [Fact]
    public void A_cancelled_run_is_cancelled_whatever_is_known() =>
        Assert.Equal(130, Merger.Merge([Ran.Whole(Ran.Sqlite, Ran.Fails("S.A", "no"))], cancelled: true, DateTime.UtcNow, TimeSpan.Zero).ExitCode);

    private static int ExitCode(params TargetOutcome[] outcomes) => Merger.Merge(outcomes, cancelled: false, DateTime.UtcNow, TimeSpan.Zero).ExitCode;
}
