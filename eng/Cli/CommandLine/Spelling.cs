using System.Text.RegularExpressions;

namespace Matrix.Cli.CommandLine;

/// <summary>Commands as they are typed in the shell that is in use.</summary>
internal static partial class Spelling
{
    /// <summary>The variable in which <c>eng/run.ps1</c> and <c>eng/run.sh</c> say which of them it is: <c>PowerShell</c> or <c>sh</c>.</summary>
    public const string Variable = "MATRIX_SHELL";

    /// <summary>Whether commands are printed for PowerShell. Where no script says what the shell is, it is PowerShell on Windows.</summary>
    public static bool IsPowerShell => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } shell
        ? shell.Equals("PowerShell", StringComparison.OrdinalIgnoreCase)
        : OperatingSystem.IsWindows();

    /// <summary>A command for this shell.</summary>
    /// <param name="arguments">The arguments, as for a POSIX shell.</param>
    public static string Of(string arguments) => Of(arguments, IsPowerShell);

    /// <summary>A command for one of the two.</summary>
    public static string Of(string arguments, bool powerShell) =>
        (powerShell ? "eng/run.ps1 " + Option().Replace(arguments, option => "-" + string.Concat(option.Groups[1].Value.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))) : "eng/run.sh " + arguments).TrimEnd();

    [GeneratedRegex("(?<= |^)--([a-z]+(-[a-z]+)*)(?= |$)")]
    private static partial Regex Option();
}
