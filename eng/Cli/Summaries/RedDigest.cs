using System.Text.RegularExpressions;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>What is red in as many lines as a screen has room for: each behaviour's name, place and targets, and what was expected and came.</summary>
internal sealed partial class RedDigest(Page page, DifferenceLedger ledger, IReadOnlyDictionary<string, EngineIdentity> engines)
{
    /// <summary>Writes it, with as much of each as there is room for.</summary>
    /// <param name="red">What is red.</param>
    /// <param name="room">How many lines there are for it, the last of them for what has no room.</param>
    public void Write(IReadOnlyList<RedBehaviour> red, int room)
    {
        foreach (var lines in (Func<RedBehaviour, (string, Tone)[]>[])[Whole, Shortened])
        {
            var whole = red.Select(r => (Red: r, Lines: lines(r))).ToList();
            if (whole.Sum(w => w.Lines.Length) > room)
                continue;
            whole.ForEach(w => Write(w.Red, w.Lines));
            return;
        }

        var shown = red.Count <= room ? red.Count : Math.Max(room - 1, 1);
        foreach (var one in red.Take(shown))
            Write(one, [Shortened(one)[0]]);
        if (red.Count > shown)
            page.Line($"{Margin.Empty}… and {red.Count - shown} more", Tone.Quiet);
    }

    private void Write(RedBehaviour red, (string Text, Tone Tone)[] lines)
    {
        page.Line(Margin.Word(red.Kind.ToString().ToUpperInvariant(), Tone.Bad), lines[0]);
        foreach (var (text, tone) in lines.Skip(1))
            page.Line(Margin.Empty + text, tone);
    }

    private (string, Tone)[] Whole(RedBehaviour red)
    {
        var room = page.Width - Margin.Width;
        return TextWrap.WidthOf(red.Behaviour.Name) + 2 + red.Targets.Length <= room
            ? Shortened(red)
            : [(TextWrap.OneLine(red.Behaviour.Name, room), Tone.Plain), (TextWrap.OneLine("on " + red.Targets, room), Tone.Plain), (PlaceAndGist(red), Tone.Quiet)];
    }

    private (string, Tone)[] Shortened(RedBehaviour red) => [(Beside(red.Behaviour.Name, red.Targets), Tone.Plain), (PlaceAndGist(red), Tone.Quiet)];

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
