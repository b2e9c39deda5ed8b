using System.Globalization;
using System.Text.RegularExpressions;

namespace Matrix.Harness.Ledger;

/// <summary>An engine, at every version or at some: <c>postgres</c>, <c>postgres@18</c>, <c>postgres@&lt;18</c>, <c>mariadb@&gt;=11.4</c>, <c>postgres@15..17</c>.</summary>
/// <remarks>A bound counts as many numbers of a version as it has itself: <c>18</c> is every 18.x.</remarks>
public sealed partial record EngineRange
{
    private EngineRange(string text, string engine, string? from, string? to, string? below)
    {
        Text = text;
        Engine = engine;
        From = from;
        To = to;
        Below = below;
    }

    /// <summary>The range as it is written in a ledger.</summary>
    public string Text { get; }

    /// <summary>The engine's name.</summary>
    public string Engine { get; }

    private string? From { get; }
    private string? To { get; }
    private string? Below { get; }

    /// <summary>Reads a range.</summary>
    /// <returns>The range, or <see langword="null"/> when the text is none.</returns>
    public static EngineRange? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        string? Group(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
        var exactly = Group("exactly");
        return new EngineRange(text, match.Groups["engine"].Value, Group("least") ?? exactly ?? Group("from"), exactly ?? Group("to"), Group("below"));
    }

    /// <summary>Whether the engine is in the range.</summary>
    public bool Contains(EngineIdentity engine) =>
        engine.Name == Engine
        && (From is null || Compare(engine.Version, From) >= 0)
        && (To is null || Compare(engine.Version, To) <= 0)
        && (Below is null || Compare(engine.Version, Below) < 0);

    /// <summary>Compares a version with a bound, by as many numbers as the bound has.</summary>
    public static int Compare(string version, string bound)
    {
        var numbers = Numbers(version);
        var limits = Numbers(bound);
        for (var i = 0; i < limits.Length; i++)
        {
            var difference = (i < numbers.Length ? numbers[i] : 0).CompareTo(limits[i]);
            if (difference != 0)
                return difference;
        }

        return 0;
    }

    private static int[] Numbers(string version) =>
        [.. version.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];

    [GeneratedRegex(@"\A(?<engine>[a-z]+)(@(>=(?<least>\d+(\.\d+)*)|<(?<below>\d+(\.\d+)*)|(?<from>\d+(\.\d+)*)\.\.(?<to>\d+(\.\d+)*)|(?<exactly>\d+(\.\d+)*)))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
