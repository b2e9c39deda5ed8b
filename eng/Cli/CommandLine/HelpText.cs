using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Matrix.Cli.CommandLine;

/// <summary>Help as System.CommandLine writes it, followed by what it does not know: examples, exit codes.</summary>
internal static class HelpText
{
    /// <summary>Adds a text after a command's help.</summary>
    public static T WithHelp<T>(this T command, string text)
        where T : Command
    {
        var option = command.Options.OfType<HelpOption>().SingleOrDefault();
        if (option is null)
            command.Add(option = new HelpOption());
        option.Action = new PrintHelp((HelpAction)option.Action!, text);
        return command;
    }

    /// <summary>Whether help is asked for, whatever else is missing.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.Action is PrintHelp;

    private sealed class PrintHelp(HelpAction usual, string text) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(text);
            return ExitCodes.Green;
        }
    }
}
