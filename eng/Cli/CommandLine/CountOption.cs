using System.CommandLine;
using System.Globalization;

namespace Matrix.Cli.CommandLine;

/// <summary>Options that count something: a number from 1.</summary>
internal static class CountOption
{
    /// <summary>Refuses what is no such number, by the option's name.</summary>
    public static Option<int> FromOne(this Option<int> option)
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1)
                return count;
            result.AddError($"{option.Name} takes a number from 1.");
            return default;
        };
        return option;
    }
}
