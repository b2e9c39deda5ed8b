using System.CommandLine;
using Matrix.Cli.Summaries;

namespace Matrix.Cli.CommandLine;

/// <summary>The options that say how much is printed, and how.</summary>
internal sealed class OutputLine
{
    private readonly Option<string[]> show = new("--show")
    {
        Description = "Prints more, comma-separated: grid (subjects by targets), differences (as the ledger says), timings (leases and slowest tests).",
        HelpName = "WHAT",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Prints all that --show can." };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Prints only the last lines." };
    private readonly Option<string> color = new("--color") { Description = "Colors the output. NO_COLOR turns auto off.", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> open = new("--open") { Description = "Opens report.html in the browser." };

    /// <summary>Adds the options to a command.</summary>
    public OutputLine(Command command)
    {
        show.Validators.Add(r =>
        {
            foreach (var word in r.Tokens.SelectMany(t => Words(t.Value)).Where(w => !Enum.TryParse<Shown>(w, ignoreCase: true, out _) || char.IsAsciiDigit(w[0])))
                r.AddError($"--show takes grid, differences and timings, comma-separated, and not '{word}'.");
        });
        command.Validators.Add(r => { if (r.GetValue(quiet) && (r.GetValue(verbose) || r.GetResult(show) is not null)) r.AddError("--quiet prints the last lines alone. Leave out --quiet, or --show and --verbose."); });
        color.AcceptOnlyFromAmong("auto", "always", "never");
        command.Add(show);
        command.Add(verbose);
        command.Add(quiet);
        command.Add(color);
        command.Add(open);
    }

    /// <summary>What was asked.</summary>
    public OutputOptions Read(ParseResult parsed)
    {
        var shown = (parsed.GetValue(show) ?? []).SelectMany(Words).Aggregate(Shown.Nothing, (all, word) => all | Enum.Parse<Shown>(word, ignoreCase: true));
        return new(parsed.GetValue(verbose) ? Shown.Everything : shown, parsed.GetValue(quiet), Enum.Parse<ColorChoice>(parsed.GetValue(color)!, ignoreCase: true), parsed.GetValue(open));
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
