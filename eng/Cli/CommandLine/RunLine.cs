using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Cli.Running;
using Matrix.Harness;
using Shard = Matrix.Harness.Runs.Shard;

namespace Matrix.Cli.CommandLine;

/// <summary>The options of <c>matrix run</c>.</summary>
internal static partial class RunLine
{
    // Timers take no more than 49 days.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    public static Command Command(Func<RunOptions, CancellationToken, Task<int>> handler)
    {
        var backend = new Option<string[]>("--backend", "-b")
        {
            Description = "What to run, comma-separated: an engine (postgres), a target (postgres@17), all (each engine's default), every (each version).",
            DefaultValueFactory = _ => ["sqlite"],
            HelpName = "NAMES",
        };
        backend.CompletionSources.Add(TargetNames.Of);
        var filter = new Option<string[]>("--filter", "-f")
        {
            Description = "Only these, comma-separated: a subject (TextComparison), a behaviour (TextComparison.Equality_ignores_case), either with * in it, or a trait (Category=slow).",
            HelpName = "TEXT",
        };
        var failed = new Option<bool>("--failed") { Description = "Only what was red in the results that the last run left, on the targets on which it was, unless --backend names others." };
        var shard = new Option<Shard?>("--shard")
        {
            Description = "Only a part, such as 2/3 for the second of three. The parts are disjoint, and together they are the whole.",
            CustomParser = ParseShard,
            HelpName = "I/N",
        };
        var durations = new Option<string?>("--durations") { Description = "The results.json of an earlier run, to balance the parts by. Every part must be given the same.", HelpName = "FILE" };
        var shuffle = new Option<int?>("--shuffle") { Description = "Another order of tests; with a number, that order again.", Arity = ArgumentArity.ZeroOrOne, HelpName = "SEED" };
        var repeat = new Option<int>("--repeat") { Description = "Runs each target so many times. A behaviour whose verdict varies is flaky.", DefaultValueFactory = _ => 1, HelpName = "N" }.FromOne();
        var watch = new Option<bool>("--watch") { Description = "Runs again whenever a file changes, until Ctrl+C. For targets without a server." };
        var accept = new Option<bool>("--accept") { Description = "Writes what was observed into the ledger. Reasons are left to you." };
        var results = new Option<string?>("--results") { Description = "Where results go. [default: artifacts/matrix]", HelpName = "DIR" };
        var noBuild = new Option<bool>("--no-build") { Description = "Runs what was built last." };
        var source = new Option<string?>("--source") { Description = "The only source of servers to use: given, container or local.", HelpName = "SOURCE" };
        var keep = new Option<bool>("--keep") { Description = "Leaves servers up for the next run." };
        var keepFailed = new Option<bool>("--keep-failed") { Description = "Keeps the database of each test that fails, and says how to connect." };
        var timeout = Time("--timeout", "How long a target may take, such as 30m; then it is ended, and what has no verdict is missing.", RunOptions.DefaultTimeout);
        var testTimeout = Time("--test-timeout", "How long a test may take that sets no time-out of its own, such as 90s.", RunOptions.DefaultTestTimeout);
        source.AcceptOnlyFromAmong("given", "container", "local");

        var command = new Command("run", "Builds what has changed, runs the behaviours on each target in a process of its own, and prints what is red.")
        {
            backend, filter, failed, shard, durations, shuffle, repeat, watch, accept, results, noBuild, source, keep, keepFailed, timeout, testTimeout,
        };
        var output = new OutputLine(command);
        command.Validators.Add(r => { if (r.GetValue(failed) && r.GetResult(filter) is not null) r.AddError("--failed and --filter each say what to run. Leave one of them out."); });
        command.SetAction((parsed, token) => handler(
            new RunOptions(parsed.GetValue(failed) && parsed.GetResult(backend) is { Implicit: true } ? "" : string.Join(',', parsed.GetValue(backend)!))
            {
                Filters = [.. (parsed.GetValue(filter) ?? []).SelectMany(Filters)],
                Failed = parsed.GetValue(failed),
                Shard = parsed.GetValue(shard),
                Durations = parsed.GetValue(durations),
                // Repeating the same order would show less.
                Seed = parsed.GetResult(shuffle) is null && parsed.GetValue(repeat) == 1 ? null : parsed.GetValue(shuffle) ?? Random.Shared.Next(1, 1_000_000),
                Repeat = parsed.GetValue(repeat),
                Watch = parsed.GetValue(watch),
                Accept = parsed.GetValue(accept),
                Results = parsed.GetValue(results),
                NoBuild = parsed.GetValue(noBuild),
                Source = parsed.GetValue(source),
                Keep = parsed.GetValue(keep),
                KeepFailed = parsed.GetValue(keepFailed),
                Timeout = parsed.GetValue(timeout),
                TestTimeout = parsed.GetValue(testTimeout),
                Output = output.Read(parsed),
            },
            token));
        return command.WithHelp("""
            Examples:
              matrix run --backend sqlite,postgres --filter TextComparison
              matrix run --backend every --shuffle --repeat 10 --keep
            """);
    }

    private static Option<TimeSpan> Time(string name, string description, TimeSpan usual) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = ParseTime,
        HelpName = "TIME",
    };

    // A theory's row, as it is printed, has commas of its own.
    private static string[] Filters(string text) => OutsideArguments().Split(text.Trim());

    [GeneratedRegex("""\s*,\s*(?=(?:[^()]*\((?:[^()"]|"[^"]*")*\))*[^()]*$)""")]
    private static partial Regex OutsideArguments();

    private static string OptionOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;

    private static TimeSpan ParseTime(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        var unit = text.LastOrDefault() switch { 'h' => 3600, 'm' => 60, 's' or (>= '0' and <= '9') => 1, _ => 0 };
        var number = text.TrimEnd('h', 'm', 's');
        if (unit > 0 && text.Length - number.Length <= 1 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            if (count * unit <= LongestTime.TotalSeconds)
                return TimeSpan.FromSeconds(count * unit);
            result.AddError($"{OptionOf(result)} {text} is too long a time. The longest is {LongestTime.TotalHours:0}h.");
            return default;
        }

        result.AddError($"{OptionOf(result)} '{text}' is no time. Give seconds, or a number with s, m or h, such as 90s.");
        return default;
    }

    private static Shard? ParseShard(ArgumentResult result)
    {
        try
        {
            return Shard.Parse(result.Tokens is [var token] ? token.Value : "");
        }
        catch (MatrixException e)
        {
            result.AddError(e.Message);
            return null;
        }
    }
}
