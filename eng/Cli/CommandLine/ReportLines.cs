using System.CommandLine;
using Matrix.Cli.Reports;

namespace Matrix.Cli.CommandLine;

/// <summary>The commands that read what runs left.</summary>
internal static class ReportLines
{
    public static Command Report(Func<ReportOptions, int> handler)
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
        command.SetAction(parsed => handler(new(parsed.GetValue(inputs) ?? [], parsed.GetValue(results), parsed.GetValue(expect))));
        return command.WithHelp("""
            Results of different suites, or of another version of the format, are refused. A behaviour that
            one target ran and another did not is missing there, and red: exit code 1.

            Example:
              matrix report downloads/linux downloads/windows --expect all --results merged
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
