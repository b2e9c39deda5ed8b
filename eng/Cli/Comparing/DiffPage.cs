using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;

namespace Matrix.Cli.Comparing;

/// <summary>A comparison for a person to read: what got worse first.</summary>
internal static class DiffPage
{
    private const int Listed = 100;

    private static readonly (ChangeKind Kind, string Title, Tone Tone)[] Sections =
    [
        (ChangeKind.Broken, "broken", Tone.Bad), (ChangeKind.Gone, "gone: ran before, and no longer", Tone.Bad), (ChangeKind.Changed, "changed: answer otherwise", Tone.Notable),
        (ChangeKind.Fixed, "fixed", Tone.Good), (ChangeKind.New, "new", Tone.Good), (ChangeKind.Slower, "slower", Tone.Notable),
    ];

    public static Page Write(IReadOnlyList<TargetPair> pairs, IReadOnlyList<Change> changes)
    {
        var page = new Page();
        foreach (var pair in pairs)
            page.Line(pair.ToString(), Tone.Heading);
        page.Gap();
        foreach (var (kind, title, tone) in Sections)
            Write(page, title, tone, [.. changes.Where(c => c.Kind == kind)]);
        page.Line(changes.Count == 0 ? "Nothing is otherwise." : string.Join(", ", Sections.Select(s => (s.Title, Count: changes.Count(c => c.Kind == s.Kind))).Where(s => s.Count > 0).Select(s => $"{s.Count} {s.Title.Split(':')[0]}")) + ".");
        return page;
    }

    private static void Write(Page page, string title, Tone tone, List<Change> changes)
    {
        if (changes.Count == 0)
            return;
        page.Line($"{changes.Count} {title}", tone);
        foreach (var change in changes.Take(Listed))
            Write(page, change);
        if (changes.Count > Listed)
            page.Line($"  … and {changes.Count - Listed} more", Tone.Quiet);
        page.Gap();
    }

    private static void Write(Page page, Change change)
    {
        page.Line(("  " + change.Behaviour, Tone.Plain), ($" on {change.Pair.Name}{Aside(change)}", Tone.Quiet));
        if (change.Kind is ChangeKind.Slower or ChangeKind.New)
            return;
        if (change.Old is { } old && change.New is { } now && change.Kind != ChangeKind.Gone)
            WriteAnswers(page, Comparison.Answers(old), Comparison.Answers(now));
        if (change.New is { IsRed: true, Error: { } error })
            page.Block("    ", error);
    }

    private static void WriteAnswers(Page page, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        foreach (var label in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (was, becomes) = (before.GetValueOrDefault(label, "not observed"), after.GetValueOrDefault(label, "not observed"));
            if (was != becomes)
                page.Line((label.Length > 0 ? $"    {label}  " : "    ", Tone.Quiet), (Cut(was), Tone.Plain), (" → ", Tone.Quiet), (Cut(becomes), Tone.Notable));
        }
    }

    private static string Aside(Change change) => change.Kind switch
    {
        ChangeKind.Slower => $": {Milliseconds(change.Old!)} → {Milliseconds(change.New!)}",
        ChangeKind.Gone => change.New is null ? ": there is no such behaviour any more" : $": {Wording.Of(change.New.Verdict)}",
        ChangeKind.New => change.Old is null ? "" : $": was {Wording.Of(change.Old.Verdict)}",
        _ => change.Old is null ? $": {Wording.Of(change.New!.Verdict)}" : $": {Wording.Of(change.Old.Verdict)} → {Wording.Of(change.New!.Verdict)}",
    };

    private static string Milliseconds(Cell cell) => cell.DurationMs!.Value.ToString("0", CultureInfo.InvariantCulture) + " ms";

    private static string Cut(string answer) => TextWrap.OneLine(answer, Page.UsualWidth / 2);
}
