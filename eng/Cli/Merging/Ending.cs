using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>Holds how a test program ended against what it wrote.</summary>
internal static class Ending
{
    // Microsoft.Testing.Platform's exit codes.
    private const int AllPassed = 0;
    private const int TestsFailed = 2;
    private const int NoTests = 8;

    /// <summary>What its results do not account for, or <see langword="null"/>.</summary>
    public static Problem? Problem(TargetOutcome outcome)
    {
        var results = outcome.Results;
        if (outcome.TimedOut is { } limit)
            return Of(outcome, "timed out", $"the test program did not end within {limit.TotalSeconds:0.##} s and was ended. A test of it hangs, or --timeout is too short");
        if (outcome.ExitCode is not { } code || outcome.Broken is not null && results.Started is null)
            return null;
        var toldRed = results.Problems.Count > 0 || results.NoServer is not null || results.Cells.Values.Any(c => !c.Verdict.IsGreen());
        return code switch
        {
            NoTests when results.Cells.Count == 0 => null,
            not (AllPassed or TestsFailed or NoTests) =>
                Of(outcome, "died", $"the test program ended with exit code {code}{(results.Ended is null ? " before the run's end" : ", after the run's end")}"),
            _ when results.Ended is null => Of(outcome, "cut short", "the test program ended before the run did"),
            TestsFailed when !toldRed => Of(outcome, "unaccounted", "the test program says that tests failed, and no verdict says which"),
            _ => null,
        };
    }

    private static Problem Of(TargetOutcome outcome, string name, string what) =>
        new(outcome.Target.Name, Verdict.Fail, name, $"{outcome.Target.Name}: {what}. {Said(outcome.Logs)}");

    private static string Said(IReadOnlyList<string> logs)
    {
        var said = logs.Select(log => (Log: log, Lines: LogTail.Of(log))).Where(l => l.Lines.Count > 0).ToList();
        if (said.Count > 0)
            return string.Join('\n', said.Select(s => $"The last lines of {s.Log}:\n" + string.Join('\n', s.Lines.Select(l => "  " + l))));
        return logs.Any(File.Exists) ? "It printed nothing." : $"There is no {string.Join(", ", logs)} that would say more.";
    }
}
