using System.CommandLine;

namespace Matrix.Cli.CommandLine;

/// <summary>The command line, and what it makes of its arguments.</summary>
internal static class MatrixCommand
{
    private const string Endings = """
        Exit codes:
          0    all green
          1    a verdict is red
          2    the command or a file is wrong
          3    a server is unavailable or died, and nothing else is red
          4    nothing ran
          70   an error that nobody foresaw; please report it
          130  cancelled
        """;

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="arguments">The arguments. A first one that is no command means <c>run</c>.</param>
    /// <param name="handlers">What each command does.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where complaints go.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, Handlers handlers, TextWriter output, TextWriter error)
    {
        var root = Tree(handlers);
        var parsed = root.Parse(WithCommand(root, [.. arguments.Select(PowerShellOptions.Of(root))]));
        if (!HelpText.IsAsked(parsed) && Complaints.Of(parsed) is { } complaint)
        {
            await error.WriteLineAsync(complaint);
            return ExitCodes.Wrong;
        }

        using var interrupt = new Interrupt();
        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupt.Token);
    }

    private static RootCommand Tree(Handlers handlers) =>
        new RootCommand("Runs the shared behaviours on every database, and says where they disagree.\nWithout a command, 'run' is meant.")
        {
            RunLine.Command(handlers.Run),
            ReportLines.Report(handlers.Report),
            ReportLines.Diff(handlers.Diff),
            ReportLines.Explain(handlers.Explain),
            DevelopmentLines.Seed(handlers.Seed),
            DevelopmentLines.Up(handlers.Up),
            Lines.Down(handlers.Down),
            Lines.Plan(handlers.Plan),
            Lines.Doctor(handlers.Doctor),
            Lines.Dialects(handlers.Dialects),
            Lines.Mutate(handlers.Mutate),
            Completion.Command(),
        }.WithHelp(Endings);

    private static IReadOnlyList<string> WithCommand(RootCommand root, IReadOnlyList<string> arguments) =>
        Completion.IsAsked(arguments) ? Completion.WithRun(arguments)
        : arguments.Count > 0 && (root.Subcommands.Any(c => c.Name == arguments[0]) || arguments[0] is "-h" or "--help" or "-?" or "--version")
            ? arguments
            : ["run", .. arguments];
}
