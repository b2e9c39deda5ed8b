using System.CommandLine;
using System.CommandLine.Parsing;
using Matrix.Harness.Targets;

namespace Matrix.Cli.CommandLine;

/// <summary>What is wrong with a command line, and what may have been meant.</summary>
internal static class Complaints
{
    /// <summary>The complaint, or <see langword="null"/> when there is none.</summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
            return null;
        var first = parsed.UnmatchedTokens.Count > 0 ? Unknown(parsed, parsed.UnmatchedTokens[0]) : OneLine(parsed.Errors[0]);
        return parsed.CommandResult.Command is RootCommand ? $"{first} See matrix --help." : $"{first} See matrix {parsed.CommandResult.Command.Name} --help.";
    }

    private static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.RootCommandResult.Command.Subcommands.Any(c => c.Name == token))
            return $"The command comes first: matrix {token} and then its options.";
        var known = command.Options.Select(o => o.Name)
            .Concat(parsed.RootCommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))
            .Append("--help");
        var nearest = known.OrderBy(k => NearestName.Distance(k, token)).First();
        return $"There is no option or command '{token}'. Did you mean '{nearest}'?";
    }

    // Which option is meant comes first, also where whoever refused its value did not say.
    private static string OneLine(ParseError error)
    {
        var message = string.Join(' ', error.Message.Split(['\n', '\t', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return error.SymbolResult is OptionResult { Option.Name: var name } && !message.Contains(name, StringComparison.Ordinal) ? $"{name}: {message}" : message;
    }
}
