using System.Text.RegularExpressions;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>What is red in as many lines as a screen has room for: each behaviour's name, place and targets, and what was expected and came.</summary>
internal sealed partial class RedDigest(Page page, DifferenceLedger ledger, IReadOnlyDictionary<string, EngineIdentity> engines)
{
    private const int LinesEach = 2;

    /// <summary>Writes it.</summary>
    /// <param name="red">What is red.</param>
    /// <param name="room">How many lines there are for it, the last of them for what has no room.</param>
    public void Write(IReadOnlyList<RedBehaviour> red, int room)
    {
        var brief = red.Count * LinesEach > room;
        var shown = brief ? Math.Min(red.Count, Math.Max(room - 1, 1)) : red.Count;
        foreach (var one in red.Take(shown))
        {
            page.Line(Margin.Word(one.Kind.ToString().ToUpperInvariant(), Tone.Bad), (Beside(one.Behaviour.Name, one.Targets), Tone.Plain));
            if (!brief)
                page.Line(Margin.Empty + PlaceAndGist(one), Tone.Quiet);
        }

        if (red.Count > shown)
            page.Line($"{Margin.Empty}… and {red.Count - shown} more", Tone.Quiet);
    }

    // The name gives way to the targets, down to half of the line.
    private string Beside(string name, string targets)
    {
        var room = page.Width - Margin.Width;
        var least = Math.Min(name.Length, room / 2);
        var on = TextWrap.OneLine(targets, room - least - 2);
        return $"{TextWrap.OneLine(name, room - 2 - on.Length)}  {on}";
    }

    // The folders give way to what was expected and came: the block above has them.
    private string PlaceAndGist(RedBehaviour red)
    {
        var room = page.Width - Margin.Width;
        var gist = Gist(red);
        if (red.Place is not { } place)
            return TextWrap.OneLine(gist, room);
        var whole = $"{place}  {gist}";
        return TextWrap.WidthOf(whole) <= room ? whole : TextWrap.OneLine($"{Path.GetFileName(place.File)}:{place.Line} {gist}", room);
    }

    private string Gist(RedBehaviour red)
    {
        var cell = red.Cells[0];
        if (engines.TryGetValue(cell.Target, out var engine) && red.Kind is RedKind.Changed or RedKind.Stale or RedKind.New
            && Disagreement.In(cell, ledger.Of(red.Behaviour.Name), engine) is [var first, ..])
            return first.Said is null ? $"{first.Label}: {first.Now}" : $"{first.Label}: {first.Said} → {first.Now}".TrimStart(':', ' ');
        var message = cell.Exceptions is [var innermost, ..] ? innermost.Message : cell.Error ?? "";
        return Expected().Match(message) is { Success: true } expected && Actual().Match(message) is { Success: true } actual
            ? $"expected {expected.Groups["value"].Value.Trim()}, was {actual.Groups["value"].Value.Trim()}"
            : message.TrimStart().Split('\n')[0];
    }

    [GeneratedRegex(@"^\s*Expected:\s*(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Expected();

    [GeneratedRegex(@"^\s*Actual:\s*(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Actual();
}
