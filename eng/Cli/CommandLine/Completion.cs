using System.CommandLine;
using System.Globalization;

namespace Matrix.Cli.CommandLine;

/// <summary>Lets a shell complete words: <c>matrix completion</c> prints what a shell needs, which then asks System.CommandLine.</summary>
internal static class Completion
{
    private const string Directive = "[suggest:";

    // The command that is completed is the one that is asked, wherever it lies.
    private const string Bash = """
        _matrix_complete() {
          local IFS=$'\n'
          COMPREPLY=($("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -F _matrix_complete eng/run.sh ./eng/run.sh matrix
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName matrix -ScriptBlock {
          param($word, $line, $position)
          matrix "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = Bash,
        ["zsh"] = "autoload -U +X bashcompinit && bashcompinit\n" + Bash,
        ["pwsh"] = PowerShell,
    };

    /// <summary>The command that prints a shell's script.</summary>
    public static Command Command()
    {
        var shell = new Argument<string>("shell") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that lets a shell complete commands and options.") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetValue(shell)!]));
        return command.WithHelp("""
            Example:
              matrix completion bash    source <(eng/run.sh completion bash) completes eng/run.sh
            """);
    }

    /// <summary>Whether a shell asks, rather than a person.</summary>
    public static bool IsAsked(IReadOnlyList<string> arguments) =>
        arguments is [var directive, ..] && directive.StartsWith(Directive, StringComparison.Ordinal) && TryPosition(directive, out _);

    /// <summary>The question with the command that an option without one means: after <c>eng/run.sh --b</c>, those of <c>run</c>.</summary>
    public static IReadOnlyList<string> WithRun(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var directive, var line]
            || !TryPosition(directive, out var position)
            || line.Split(' ', 2) is not [var program, var rest]
            || !rest.TrimStart().StartsWith('-'))
            return arguments;
        return [$"{Directive}{(position + " run".Length).ToString(CultureInfo.InvariantCulture)}]", $"{program} run {rest}"];
    }

    private static bool TryPosition(string directive, out int position) =>
        int.TryParse(directive[Directive.Length..].TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out position);
}
