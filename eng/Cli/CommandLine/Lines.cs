using System.CommandLine;
using Matrix.Cli.Mutating;
using Matrix.Cli.Planning;

namespace Matrix.Cli.CommandLine;

/// <summary>The commands that take few options.</summary>
internal static class Lines
{
    public static Command Down(Func<CancellationToken, Task<int>> handler)
    {
        var command = new Command("down", "Removes what runs left: servers, kept ones included, and their data; on given servers, databases that Matrix made. Spares what a running process uses, and all that Matrix did not make.");
        command.SetAction((_, token) => handler(token));
        return command.WithHelp("""
            Example:
              matrix down
            """);
    }

    public static Command Plan(Func<string, int, string, int> handler)
    {
        var backend = new Option<string[]>("--backend", "-b") { Description = "What to run, as for matrix run.", DefaultValueFactory = _ => ["every"], HelpName = "NAMES" };
        backend.CompletionSources.Add(TargetNames.Of);
        var shards = new Option<int>("--shards") { Description = "Into how many parts each target with a server is divided.", DefaultValueFactory = _ => 1, HelpName = "N" }.FromOne();
        var format = new Option<string>("--format") { Description = "Who is to read it.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong(PlanCommand.Formats);
        var command = new Command("plan", "Prints the jobs of a run, target by part, from eng/targets.json, for a CI service to start.") { backend, shards, format };
        command.SetAction(parsed => handler(string.Join(',', parsed.GetValue(backend)!), parsed.GetValue(shards), parsed.GetValue(format)!));
        return command.WithHelp("""
            Example:
              matrix plan --backend every --shards 2 --format github
            """);
    }

    public static Command Doctor(Func<CancellationToken, Task<int>> handler)
    {
        var command = new Command("doctor", "Says what this machine has for a run, and what to do about what is missing. Starts nothing. Exit code 3 when a default target has no server.");
        command.SetAction((_, token) => handler(token));
        return command.WithHelp("""
            Example:
              matrix doctor
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
