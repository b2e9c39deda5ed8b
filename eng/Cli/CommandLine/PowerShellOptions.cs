using System.CommandLine;

namespace Matrix.Cli.CommandLine;

/// <summary>Options as PowerShell spells them, in any case of letters: <c>-KeepFailed</c> and <c>-keepfailed</c> are <c>--keep-failed</c>.</summary>
internal static class PowerShellOptions
{
    /// <summary>What an argument means to a command line; one that is no such option stays as it is.</summary>
    public static Func<string, string> Of(RootCommand root)
    {
        var names = root.Options.Concat(root.Subcommands.SelectMany(c => c.Options)).Select(o => o.Name).Distinct()
            .ToDictionary(name => name.Replace("-", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
        return argument => Read(argument, names);
    }

    private static string Read(string argument, Dictionary<string, string> names)
    {
        if (argument.Length < 3 || argument[0] != '-' || !char.IsAsciiLetter(argument[1]))
            return argument;
        var end = argument.IndexOfAny([':', '=']) is var at and > 0 ? at : argument.Length;
        var word = argument[1..end];
        if (names.TryGetValue(word.Replace("-", "", StringComparison.Ordinal), out var name))
            return name + argument[end..].TrimEnd(':');
        // A mistyped one is complained of as an option, and not taken for -b with a value.
        return char.IsAsciiLetterUpper(word[0]) ? "-" + string.Concat(word.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}")) : argument;
    }
}
