using System.CommandLine;
using Matrix.Cli.Comparing;
using Matrix.Cli.Explaining;
using Matrix.Cli.Reports;

namespace Matrix.Cli.CommandLine;

/// <summary>The commands that read what runs left.</summary>
internal static class ReportLines
{
    public static Command Report(Func<ReportOptions, CancellationToken, Task<int>> handler)
    {
        var inputs = Files(new Argument<string[]>("results")
        {
            Description = "Results folders, folders of such folders, results.json files or <target>.jsonl files. [default: artifacts/matrix]",
            Arity = ArgumentArity.ZeroOrMore,
        });
        var results = new Option<string?>("--results") { Description = "Where the merged results and the reports go. [default: artifacts/matrix]", HelpName = "DIR" };
        var expect = new Option<string?>("--expect")
        {
            Description = "Targets that must be there, named as for 'matrix run --backend'. All cells of one that is not are missing.",
            HelpName = "NAMES",
        };
        var command = new Command("report", "Merges the results of shards and machines, and writes every report: report.html, report.md, junit.xml, ctrf.json.") { inputs, results, expect };
        var output = new OutputLine(command);
        command.SetAction((parsed, token) => handler(new(parsed.GetValue(inputs) ?? [], parsed.GetValue(results), parsed.GetValue(expect)) { Output = output.Read(parsed) }, token));
        return command.WithHelp("""
            Results of different suites, or of another version of the format, are refused. A behaviour that
            one target ran and another did not is missing there, and red: exit code 1.

            Example:
              matrix report downloads/linux downloads/windows --expect all --results merged
            """);
    }

    public static Command Diff(Func<DiffOptions, int> handler)
    {
        var old = Files(new Argument<string>("old") { Description = "A results folder or file of the earlier run." });
        var @new = Files(new Argument<string>("new") { Description = "One of the later run." });
        var pair = new Option<string[]>("--pair")
        {
            Description = "Targets to compare, such as postgres@15=postgres@18. May be given more than once. Without, targets of one name are compared, and where an engine has one target left in either run, those two.",
            HelpName = "OLD=NEW",
        };
        var slower = new Option<double>("--slower") { Description = "How many times as long a behaviour must take to count as slower; 0.1 s more at least.", DefaultValueFactory = _ => DiffOptions.DefaultSlower, HelpName = "TIMES" };
        var command = new Command("diff", "Compares two runs: what is broken, gone, changed, fixed, new and slower.") { old, @new, pair, slower };
        command.SetAction(parsed => handler(new(parsed.GetValue(old)!, parsed.GetValue(@new)!, parsed.GetValue(pair) ?? [], parsed.GetValue(slower))));
        return command.WithHelp("""
            The exit code is 1 when anything is broken or gone.

            Examples:
              matrix diff yesterday artifacts/matrix
              matrix diff artifacts/matrix artifacts/matrix --pair postgres@15=postgres@18
            """);
    }

    public static Command Explain(Func<ExplainOptions, int> handler)
    {
        var behaviour = new Argument<string>("behaviour") { Description = "Its name, with or without its subject; without a theory's arguments, every row." };
        var results = new Option<string?>("--results") { Description = "A results folder or file. [default: artifacts/matrix]", HelpName = "DIR" };
        var command = new Command("explain", "Prints one behaviour with everything that the ledger and the last results say of it.") { behaviour, results };
        command.SetAction(parsed => handler(new(parsed.GetValue(behaviour)!, parsed.GetValue(results))));
        return command.WithHelp("""
            Example:
              matrix explain TextComparison.Equality_ignores_case
            """);
    }

    // Where any file may stand, a mistyped option would be taken for one.
    private static Argument<T> Files<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith('-')) is { } option)
                result.AddError($"There is no option '{option.Value}'.");
        });
        return argument;
    }
}
