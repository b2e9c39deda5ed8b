using System.CommandLine;
using Matrix.Cli.Mutating;

namespace Matrix.Cli.CommandLine;

/// <summary>The commands that take few options.</summary>
internal static class Lines
{
    public static Command Down(Func<CancellationToken, Task<int>> handler)
    {
        var command = new Command("down", "Removes what runs left: servers, kept ones included, and their data. Spares what a running process uses, and all that Matrix did not make.");
        command.SetAction((_, token) => handler(token));
        return command.WithHelp("""
            Example:
              matrix down
            """);
    }

    public static Command Dialects(Func<bool, int> handler)
    {
        var check = new Option<bool>("--check") { Description = "Only says whether the page is current: exit code 1 when it is not." };
        var command = new Command("dialects", "Writes docs/DIALECTS.md from the ledger.") { check };
        command.SetAction(parsed => handler(parsed.GetValue(check)));
        return command.WithHelp("""
            Example:
              matrix dialects --check
            """);
    }

    public static Command Mutate(Func<MutateOptions, CancellationToken, Task<int>> handler)
    {
        var backend = new Option<string>("--backend", "-b") { Description = "The target whose expectations are changed.", DefaultValueFactory = _ => "sqlite", HelpName = "TARGET" };
        var sample = new Option<int>("--sample") { Description = "How many to change.", DefaultValueFactory = _ => 30, HelpName = "N" };
        var seed = new Option<int?>("--seed") { Description = "Chooses the same ones again.", HelpName = "N" };
        var command = new Command("mutate", "Changes expected values in a copy of the ledger, one at a time, and shows that each turns the run red.") { backend, sample, seed };
        command.SetAction((parsed, token) => handler(new(parsed.GetValue(backend)!, parsed.GetValue(sample), parsed.GetValue(seed)), token));
        return command.WithHelp("""
            Example:
              matrix mutate --backend sqlite --sample 30
            """);
    }
}
