using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Matrix.Cli.Running;

namespace Matrix.Cli;

/// <summary>The command line: its usage, its exit codes, and what it makes of its arguments.</summary>
internal static class MatrixCommand
{
    public const string Usage = """
        Runs the shared behaviours on every database, and says where they disagree.

        Usage:
          matrix [run] [options]      Runs behaviours.
          matrix down                 Removes what runs left: servers, kept ones included, and their data.
                                      Spares what a running process uses, and all that Matrix did not make.
          matrix dialects [--check]   Writes docs/DIALECTS.md from the ledger, or checks that it is current.
          matrix mutate [--backend TARGET] [--sample N] [--seed N]
                                      Changes expected values in a copy of the ledger, one at a time
                                      (30 unless told), and shows that each turns the run red.

        Options of run:
          --backend NAMES     What to run, parted by commas: an engine (postgres), a target
                              (postgres@17), all (each engine's default), every (each version).
                              Default: sqlite.
          --filter TEXT       Only these: a subject (TextComparison), a behaviour
                              (TextComparison.Equality_ignores_case), or either with * in it.
                              May be given more than once.
          --accept            Writes what was observed into the ledger. Reasons are left to you.
          --results DIR       Where results go. Default: artifacts/matrix.
          --no-build          Runs what was built last.
          --source SOURCE     The only source of servers to use: given, container or local.
          --keep              Leaves servers up for the next run.
          --keep-failed       Keeps the database of each test that fails, and says how to connect.
          -h, --help          Shows this.

        Example:
          matrix --backend sqlite,postgres --filter TextComparison

        Exit codes:
          0    all green
          1    a verdict is red
          2    the command or a file is wrong
          3    a server is unavailable or died, and nothing else is red
          4    nothing ran
          130  cancelled
        """;

    /// <summary>The exit codes. Where several apply, the first of 130, 2, 1, 3, 4 is returned.</summary>
    /// <remarks>
    /// A red verdict outranks a lost server, because it holds whatever became of the server:
    /// 3 promises that a run with a healthy server may well be green.
    /// </remarks>
    public static class ExitCode
    {
        public const int Green = 0;
        public const int Red = 1;
        public const int Wrong = 2;
        public const int Server = 3;
        public const int Nothing = 4;
        public const int Cancelled = 130;
    }

    private static readonly Option<string[]> Backend = new("--backend", "-b") { DefaultValueFactory = _ => ["sqlite"] };
    private static readonly Option<string[]> Filter = new("--filter", "-f");
    private static readonly Option<bool> Accept = new("--accept");
    private static readonly Option<string?> Results = new("--results");
    private static readonly Option<bool> NoBuild = new("--no-build");
    private static readonly Option<string?> Source = new("--source");
    private static readonly Option<bool> Keep = new("--keep");
    private static readonly Option<bool> KeepFailed = new("--keep-failed");
    private static readonly Option<bool> Check = new("--check");
    private static readonly Option<int> Sample = new("--sample") { DefaultValueFactory = _ => 30 };
    private static readonly Option<int?> Seed = new("--seed");
    private static readonly Command MutateTree = new("mutate") { Backend, Sample, Seed };
    private static readonly Command DialectsTree = new("dialects") { Check };
    private static readonly Command DownTree = new("down");
    private static readonly RootCommand Root = Tree();

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="arguments">The arguments. A first one that is no command means <c>run</c>.</param>
    /// <param name="handlers">What each command does.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where complaints go.</param>
    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, Handlers handlers, TextWriter output, TextWriter error)
    {
        var parsed = Root.Parse(WithCommand(arguments));
        if (Complaints.Of(parsed) is { } complaint)
        {
            await error.WriteLineAsync(complaint);
            return ExitCode.Wrong;
        }

        if (parsed.CommandResult.Command is RootCommand || parsed.Action is PrintUsage)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, CancellationToken.None);

        if (parsed.CommandResult.Command == DialectsTree)
        {
            await output.WriteLineAsync(handlers.Dialects(parsed.GetValue(Check)));
            return ExitCode.Green;
        }

        using var interrupt = new Interrupt();
        if (parsed.CommandResult.Command == MutateTree)
            return await handlers.Mutate(new(string.Join(',', parsed.GetValue(Backend)!), parsed.GetValue(Sample), parsed.GetValue(Seed)), interrupt.Token);
        if (parsed.CommandResult.Command == DownTree)
            return await handlers.Down(interrupt.Token);
        return await handlers.Run(OptionsOf(parsed), interrupt.Token);
    }

    private static RootCommand Tree()
    {
        Source.AcceptOnlyFromAmong("given", "container", "local");
        var run = new Command("run") { Backend, Filter, Accept, Results, NoBuild, Source, Keep, KeepFailed };
        run.SetAction(_ => ExitCode.Green);
        DialectsTree.SetAction(_ => ExitCode.Green);
        MutateTree.SetAction(_ => ExitCode.Green);
        DownTree.SetAction(_ => ExitCode.Green);
        var root = new RootCommand { run, DownTree, DialectsTree, MutateTree };
        root.Options.OfType<HelpOption>().Single().Action = new PrintUsage();
        return root;
    }

    private static IReadOnlyList<string> WithCommand(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && (Root.Subcommands.Any(c => c.Name == arguments[0]) || arguments[0] is "-h" or "--help" or "-?" or "--version")
            ? arguments
            : ["run", .. arguments];

    private static RunOptions OptionsOf(ParseResult parsed) => new(string.Join(',', parsed.GetValue(Backend)!))
    {
        Filters = parsed.GetValue(Filter) ?? [],
        Accept = parsed.GetValue(Accept),
        Results = parsed.GetValue(Results),
        NoBuild = parsed.GetValue(NoBuild),
        Source = parsed.GetValue(Source),
        Keep = parsed.GetValue(Keep),
        KeepFailed = parsed.GetValue(KeepFailed),
    };

    private sealed class PrintUsage : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Usage);
            return ExitCode.Green;
        }
    }
}
