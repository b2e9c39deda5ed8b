using Matrix.Cli.Progress;
using Matrix.Cli.Results;
using Matrix.Harness.Results;
using Spectre.Console;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Progress;

public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly TargetResults results = new();

    [Fact]
    public void A_log_tells_the_search_for_a_server_once_and_has_one_line_for_the_server_and_one_for_the_end()
    {
        var view = new PlainProgress(output);

        Report(view, Phase.Starting, new ServerSought("trying given, local, in this order"));
        Report(view, Phase.Starting, new ServerSought("given: nobody gave one."), new ServerSought("waiting"), new ServerSought("waiting"));
        Report(view, Phase.Running, Ran.Started(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Sqlite));
        Report(view, Phase.Running, Ran.Differs("S.A", "x", 1));
        Report(view, Phase.Running);
        Report(view, Phase.Ended, Ran.Fails("S.B", "no"));

        Assert.Equal(
            """
            sqlite: trying given, local, in this order
            sqlite: given: nobody gave one.
            sqlite: waiting
            sqlite: waiting
            sqlite: 3.50.4, in process, ready in 0.02 s
            sqlite: 2 of 2, 1 differ, 1 red

            """, Printed, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_log_says_that_there_is_no_server()
    {
        Report(new PlainProgress(output), Phase.Ended, new CellsBound(["S.A"]), new ServerMissing("None.", false));

        Assert.Equal("sqlite: 0 of 1, no server\n", Printed);
    }

    [Fact]
    public async Task A_terminal_has_a_line_a_target_that_is_drawn_until_the_run_ends()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        var view = new LiveProgress([Ran.Sqlite, Ran.MySql, Ran.Postgres18]);
        Report(view, Phase.Running, new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Sqlite), Ran.Pass("S.A"));
        view.Show(TargetProgress.Of(Ran.MySql, Phase.Starting, Searching("fetching the image mysql:9.7")));

        await view.DrawAsync(console, Task.CompletedTask);

        Assert.Contains("mysql@9.7", Printed, StringComparison.Ordinal);
        Assert.Contains("fetching the image mysql:9.7", Printed, StringComparison.Ordinal);
        Assert.Contains("waiting", Printed, StringComparison.Ordinal);
        Assert.Contains("1 of 2", Printed, StringComparison.Ordinal);
    }

    public void Dispose() => output.Dispose();

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private static TargetResults Searching(string line)
    {
        var results = new TargetResults();
        results.Add([new ServerSought(line)]);
        return results;
    }

    private void Report(IProgressView view, Phase phase, params ResultEvent[] lines)
    {
        results.Add(lines);
        view.Show(TargetProgress.Of(Ran.Sqlite, phase, results));
    }
}
