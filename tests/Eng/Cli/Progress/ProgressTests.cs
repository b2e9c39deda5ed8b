using Matrix.Cli.Progress;
using Matrix.Cli.Results;
using Matrix.Harness.Results;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Progress;

public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly FakeTerminal terminal = new();
    private readonly SteppedTime time = new();
    private readonly TargetResults results = new();

    [Fact]
    public void A_log_says_what_is_built_and_what_each_target_came_to()
    {
        var view = new PlainProgress(new([Ran.Sqlite, Ran.MySql], time), output, time);

        view.Show(new(Ran.Sqlite, Phase.Building));
        Report(view, Phase.Starting, new ServerSought("trying given, local, in this order"));
        time.Pass(1.5);
        Report(view, Phase.Running, Ran.Started(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Sqlite));
        Report(view, Phase.Running, Ran.Pass("S.A"));
        time.Pass(2);
        Report(view, Phase.Ended, Ran.Fails("S.B", "no"));
        Report(view, Phase.Ended);

        Assert.Equal("  building sqlite\n  sqlite      2 of 2, 1 red   3.5 s   3.50.4, in process, ready in 0.02 s\n", Printed);
    }

    [Fact]
    public void A_log_gives_a_sign_of_life_after_a_silence()
    {
        var view = new PlainProgress(new([Ran.Sqlite, Ran.MySql], time), output, time);
        Report(view, Phase.Starting, new ServerSought("fetching the image; this happens once"));

        time.Pass(14);
        view.Beat();
        Assert.Equal("", Printed);
        time.Pass(2);
        view.Beat();
        view.Beat();

        Assert.Equal("  sqlite      starting   16 s   server: fetching the image; this happens once\n  mysql@9.7   waiting   16 s\n", Printed);
    }

    [Fact]
    public void A_log_says_that_there_is_no_server()
    {
        Report(new PlainProgress(new([Ran.Sqlite], time), output, time), Phase.Ended, new CellsBound(["S.A"]), new ServerMissing("None.", false));

        Assert.Equal("  sqlite   no server   0.0 s\n", Printed);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void Each_phase_has_a_clock_and_fits_the_screen(int width)
    {
        var board = new ProgressBoard([Ran.Sqlite, Ran.MySql, Ran.Postgres18, Ran.Postgres17], time);
        board.Show(new(Ran.MySql, Phase.Building));
        time.Pass(6);
        board.Show(TargetProgress.Of(Ran.Postgres18, Phase.Starting, Searching(new string('x', 300))));
        board.Show(TargetProgress.Of(Ran.Postgres17, Phase.Running, Halfway()));
        time.Pass(3);

        var lines = board.Lines(width);

        Assert.Equal(["  sqlite        waiting   9 s", "  mysql@9.7     building   9 s"], lines.Take(2));
        Assert.StartsWith("  postgres@18   starting   3 s   server", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("  postgres@17   1 of 2   3 s", lines[3], StringComparison.Ordinal);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, width));
        Assert.Equal(width >= 80, lines[3].EndsWith("   " + new string('━', 15) + new string('·', 15), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_is_redrawn_until_the_run_ends_and_keeps_what_each_target_came_to()
    {
        var view = new LiveProgress(new([Ran.Sqlite, Ran.MySql], time), terminal.Open());
        var run = new TaskCompletionSource();
        Report(view, Phase.Running, new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Sqlite), Ran.Pass("S.A"));

        var following = view.FollowAsync(run.Task);
        Report(view, Phase.Ended, Ran.Pass("S.B"));
        run.SetResult();
        await following;

        Assert.Contains("1 of 2", terminal.Written, StringComparison.Ordinal);
        Assert.EndsWith("  sqlite      2 of 2   0.0 s   3.50.4, in process, ready in 0.02 s\n  mysql@9.7   waiting   0 s\n", terminal.Written, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        output.Dispose();
        terminal.Dispose();
    }

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private static TargetResults Searching(string line)
    {
        var results = new TargetResults();
        results.Add([new ServerSought(line)]);
        return results;
    }

    private static TargetResults Halfway()
    {
        var results = new TargetResults();
        results.Add([new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Postgres17), Ran.Pass("S.A")]);
        return results;
    }

    private void Report(IProgressView view, Phase phase, params ResultEvent[] lines)
    {
        results.Add(lines);
        view.Show(TargetProgress.Of(Ran.Sqlite, phase, results));
    }
}
