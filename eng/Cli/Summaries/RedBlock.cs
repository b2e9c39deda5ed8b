using System.Text.RegularExpressions;
using Matrix.Cli.Accepting;
using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;

namespace Matrix.Cli.Summaries;

/// <summary>One red behaviour with all its targets: where it stands, what was expected, what came.</summary>
internal sealed partial class RedBlock(Page page, DifferenceLedger ledger, IReadOnlyDictionary<string, EngineIdentity> engines, Wording wording)
{
    private const int MessageLines = 8;
    private const int Around = 3;
    private const int EntryLines = 14;

    private string Indent { get; } = Margin.Empty;

    /// <summary>Writes it.</summary>
    public void Write(RedBehaviour red)
    {
        var entry = ledger.Of(red.Behaviour.Name);
        WriteHead(red, entry);
        var found = red.Cells.Select(c => (Cell: c, Answers: DisagreementsOf(c, entry))).ToList();
        foreach (var label in found.SelectMany(f => f.Answers).Select(d => d.Label).Distinct())
            WriteAnswers(red, label, [.. found.SelectMany(f => f.Answers.Where(d => d.Label == label).Select(d => (f.Cell.Target, d)))], entry);
        WriteFailures([.. found.Where(f => f.Cell.Flaky is not null || f.Cell.Exceptions is not null || f.Answers.Count == 0).Select(f => f.Cell)]);
        WriteOthers(red);
        WriteStatement(red);
        foreach (var kept in red.Cells.Where(c => c.Kept is not null))
            page.Wrap(Indent, $"kept on {kept.Target}: {kept.Kept}");
        WriteOffer(red, entry);
        page.Gap();
    }

    private void WriteHead(RedBehaviour red, LedgerEntry? entry)
    {
        var word = Margin.Word(red.Kind.ToString().ToUpperInvariant(), Tone.Bad);
        var name = red.Behaviour.Name;
        if (Margin.Width + TextWrap.WidthOf(name) + 2 + red.Targets.Length <= page.Width)
            page.Line(word, (name, Tone.Heading), ("  ", Tone.Plain), (red.Targets, Tone.Plain));
        else
            page.Wrap([word], name, Tone.Heading).Wrap(Indent, "on " + red.Targets);
        var place = red.Place?.ToString();
        var thrown = red.Cells.Select(c => c.FailedAt).FirstOrDefault(p => p is not null);
        var deeper = thrown is not null && thrown.ToString() != place ? $"thrown at {thrown}" : null;
        var ledgerPlace = red.Kind is RedKind.Changed or RedKind.Stale && entry is not null ? $"ledger: {wording.PlaceOf(entry)}" : null;
        if (((string?[])[place, deeper, ledgerPlace]).Where(p => p is not null).ToList() is { Count: > 0 } places)
            WriteApart(places!);
    }

    // Beside each other where there is room.
    private void WriteApart(List<string> texts)
    {
        var line = string.Join("    ", texts);
        if (Indent.Length + line.Length <= page.Width)
            page.Line(Indent + line, Tone.Quiet);
        else
            texts.ForEach(t => page.Wrap(Indent, t, Tone.Quiet));
    }

    private IReadOnlyList<Disagreement> DisagreementsOf(Cell cell, LedgerEntry? entry) =>
        RedBehaviour.KindOf(cell) is RedKind.Changed or RedKind.Stale or RedKind.New && engines.TryGetValue(cell.Target, out var engine) ? Disagreement.In(cell, entry, engine) : [];

    // What several targets failed with alike is written once.
    private void WriteFailures(List<Cell> cells)
    {
        var said = cells.GroupBy(Text).ToList();
        foreach (var alike in said)
        {
            if (said.Count > 1)
                page.Wrap(Indent, $"{string.Join(", ", alike.Select(c => c.Target))}:", Tone.Heading);
            var cell = alike.First();
            if (cell.Flaky is { } flaky)
                page.Wrap(Indent, $"its verdict varied: {Wording.Of(flaky)}", Tone.Bad);
            if (cell.Exceptions is { Count: > 0 } exceptions)
                WriteExceptions(exceptions);
            else if (cell.Error is { Length: > 0 } error)
                WriteMessage(error);
        }
    }

    private static string Text(Cell cell) => string.Join(
        '\n', (cell.Exceptions?.Select(e => $"{e.Type}: {e.Message}") ?? [cell.Error ?? ""]).Append(cell.Flaky is { } flaky ? Wording.Of(flaky) : ""));

    private void WriteAnswers(RedBehaviour red, string label, List<(string Target, Disagreement Answer)> answers, LedgerEntry? entry)
    {
        page.Wrap(Indent, label.Length > 0 ? label : "how it fails", Tone.Quiet);
        var alike = answers.GroupBy(a => (a.Answer.Said, a.Answer.Now)).Select(g => (g.Key.Said, g.Key.Now, Targets: string.Join(", ", g.Select(a => a.Target)))).ToList();
        var width = Math.Min(alike.Max(a => a.Targets.Length), page.Width / 2) + 2;
        foreach (var (said, now, targets) in alike)
        {
            if (said is null)
            {
                page.Wrap([(Indent + "  " + TextWrap.OneLine(targets, width - 2).PadRight(width), Tone.Quiet)], now, Tone.Notable);
                continue;
            }

            if (alike.Count > 1)
                page.Wrap(Indent + "  ", targets, Tone.Quiet);
            page.Wrap([(Indent + "  ledger  ", Tone.Quiet)], said);
            page.Wrap([(Indent + "  now     ", Tone.Quiet)], now, Tone.Notable);
        }

        if (Others(red, label, [.. answers.Select(a => a.Target)], entry) is { Length: > 0 } others)
            page.Wrap([(Indent + "  others  ", Tone.Quiet)], others, Tone.Quiet);
    }

    // What other targets of this run answered; where there are none, what the ledger says of other engines.
    private string Others(RedBehaviour red, string label, List<string> told, LedgerEntry? entry)
    {
        var asked = red.Behaviour.Cells.Where(c => !told.Contains(c.Target) && c.Observations.ContainsKey(label)).Select(c => (c.Target, Answer: Answer.Spell(c.Observations[label]))).ToList();
        var here = told.Select(t => engines[t].Name).ToHashSet(StringComparer.Ordinal);
        var known = entry?.Observations.GetValueOrDefault(label) is { } answers
            ? answers.Where(a => !here.Contains(EngineRange.TryParse(a.Key)!.Engine)).Select(a => (Target: a.Key, Answer: Answer.Spell(a.Value))).ToList()
            : [];
        return string.Join(" · ", (asked.Count > 0 ? asked : known).GroupBy(o => o.Answer).Select(g => $"{string.Join(", ", g.Select(o => o.Target))} {g.Key}"));
    }

    private void WriteExceptions(IReadOnlyList<ThrownError> exceptions)
    {
        var innermost = exceptions[0];
        WriteMessage(innermost.Type.StartsWith("Xunit.", StringComparison.Ordinal) ? innermost.Message : $"{innermost.ShortType}: {innermost.Message}");
        foreach (var around in exceptions.Skip(1).Take(Around))
            page.Wrap(Indent, $"  inside {around.ShortType}: {around.Message.Split('\n')[0].Trim()}", Tone.Quiet);
    }

    private void WriteMessage(string message)
    {
        var lines = LongText.Shorten(message.TrimEnd()).ReplaceLineEndings("\n").Split('\n').Where(l => !Pointer().IsMatch(l)).ToList();
        foreach (var line in lines.Take(MessageLines))
            page.Wrap(Indent, line, Tone.Bad);
        if (lines.Count > MessageLines)
            page.Line($"{Indent}… {lines.Count - MessageLines} more lines", Tone.Quiet);
    }

    private void WriteOthers(RedBehaviour red)
    {
        var others = red.Behaviour.Cells.Except(red.Cells).GroupBy(c => c.Accepted == true ? "accepted" : Wording.Of(c.Verdict)).Select(g => $"{g.Key} on {string.Join(", ", g.Select(c => c.Target))}").ToList();
        if (others.Count > 0)
            page.Wrap(Indent, string.Join("; ", others), Tone.Quiet);
    }

    private void WriteStatement(RedBehaviour red)
    {
        var statements = red.Cells[0].Sql.Where(Question.Asks).ToList();
        if (statements.Count == 0)
            return;
        page.Line(Indent + TextWrap.OneLine(statements[^1], page.Width - Indent.Length), Tone.Quiet);
        if (statements.Count > 1)
            page.Wrap(Indent, $"the last of {statements.Count} statements; all: {wording.Explain(red.Behaviour.Name)}", Tone.Quiet);
    }

    private void WriteOffer(RedBehaviour red, LedgerEntry? known)
    {
        if (red.Kind == RedKind.New && LedgerOffer.AllAgree([.. red.Behaviour.Cells.Where(c => Results.Verdicts.Ran(c.Verdict))]))
            page.Wrap(Indent, "All that were asked answer the same: assert it, instead of observing it.");
        // What is changed or stale stands in the ledger already: which line is above.
        if (red.Kind is RedKind.Changed or RedKind.Stale || !LedgerOffer.IsAnswer(red) || LedgerOffer.Entry(red, known, engines) is not { } entry)
            return;
        page.Wrap(Indent, $"If engines rightly differ here, --accept writes this into {wording.LedgerOf(red.Behaviour.Name)}:", Tone.Quiet);
        var lines = entry.Split('\n');
        foreach (var line in lines.Take(EntryLines))
            page.Line(Indent + Cut(line));
        if (lines.Length > EntryLines)
            page.Line($"{Indent}… {lines.Length - EntryLines} more lines", Tone.Quiet);
    }

    private string Cut(string line) => TextWrap.WidthOf(line) <= page.Width - Indent.Length
        ? line
        : line[..(line.Length - line.TrimStart().Length)] + TextWrap.OneLine(line, page.Width - Indent.Length - (line.Length - line.TrimStart().Length));

    // What points into a text that is broken into lines elsewhere.
    [GeneratedRegex(@"^\s*[↓↑]+( \(pos \d+\))?\s*$")]
    private static partial Regex Pointer();
}
