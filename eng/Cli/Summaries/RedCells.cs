using Matrix.Cli.Accepting;
using Matrix.Cli.Merging;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>Each red cell, with all that is needed to mend it.</summary>
internal static class RedCells
{
    private const int InFull = 20;
    private const int Named = 100;
    private const int Statements = 3;
    private const int MessageLines = 12;
    private const int OneFault = 4;
    private const int NamedSubjects = 6;

    public static void Write(Page page, MatrixResults results, Wording wording)
    {
        // What a cancelled run did not come to is no fault of it.
        var red = results.Red.Where(r => !results.Cancelled || r.Cell.Verdict != Verdict.Missing).ToList();
        if (red.Count == 0)
            return;

        page.Line($"{red.Count} red", Tone.Bad);
        var told = new HashSet<Cell>(ReferenceEqualityComparer.Instance);
        foreach (var alike in Alike(red))
        {
            Write(page, alike, wording);
            told.UnionWith(alike.Select(r => r.Cell));
        }

        red.RemoveAll(r => told.Contains(r.Cell));
        foreach (var (behaviour, cell) in red.Take(InFull))
            Write(page, behaviour, cell, wording);
        foreach (var (behaviour, cell) in red.Skip(InFull).Take(Named))
            page.Line($"  {behaviour.Name} on {cell.Target}: {Wording.Of(cell.Verdict)}");
        if (red.Count > InFull + Named)
            page.Line($"  … and {red.Count - InFull - Named} more");
        if (red.Count > InFull)
            page.Line($"  Of the last {red.Count - InFull}, {wording.Results} says more.", Tone.Quiet);
        if (red.Where(r => r.Cell.LedgerKey is not null).Select(r => r.Cell.Target).Distinct().ToList() is { Count: > 0 } targets)
            page.Line(("  If that is how it is, ", Tone.Plain), (wording.Accept(targets), Tone.Plain), (" writes these entries.", Tone.Plain));
        page.Gap();
    }

    // What kept tests from sending a statement at all is one fault, and not as many as there are tests.
    private static List<List<(Behaviour Behaviour, Cell Cell)>> Alike(List<(Behaviour Behaviour, Cell Cell)> red) =>
    [
        .. red.Where(r => r.Cell is { Error.Length: > 0, Sql.Count: 0, LedgerEntry: null, Flaky: null })
            .GroupBy(r => (r.Cell.Target, r.Cell.Verdict, r.Cell.Error)).Where(g => g.Count() >= OneFault).Select(g => g.ToList()),
    ];

    private static void Write(Page page, List<(Behaviour Behaviour, Cell Cell)> alike, Wording wording)
    {
        var cell = alike[0].Cell;
        page.Line(($"  {alike.Count} behaviours", Tone.Heading), ($" on {cell.Target}, all alike: ", Tone.Plain), (Wording.Of(cell.Verdict), Tone.Bad));
        WriteMessage(page, cell, wording);
        page.Line(("    of     ", Tone.Quiet), (string.Join(", ", alike.Select(r => r.Behaviour.Name.Split('.')[0]).Distinct().Take(NamedSubjects)), Tone.Plain));
        page.Line(("    again  ", Tone.Quiet), (wording.Again(cell.Target), Tone.Plain)).Gap();
    }

    private static void WriteMessage(Page page, Cell cell, Wording wording)
    {
        var message = (cell.Error ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n');
        page.Block("    ", string.Join('\n', message.Take(MessageLines)));
        if (message.Length > MessageLines)
            page.Line($"    … {message.Length - MessageLines} more lines: see {wording.Results}", Tone.Quiet);
    }

    private static void Write(Page page, Behaviour behaviour, Cell cell, Wording wording)
    {
        page.Line(("  " + behaviour.Name, Tone.Heading), ($" on {cell.Target}: ", Tone.Plain), (Wording.Of(cell.Verdict), Tone.Bad));
        WriteMessage(page, cell, wording);

        var statements = cell.Sql.Where(Question.Asks).ToList();
        foreach (var statement in statements.TakeLast(Statements))
            page.Line(("    sql    ", Tone.Quiet), (Page.OneLine(statement, Page.Width - 11), Tone.Plain));
        if (statements.Count > Statements)
            page.Line($"           after {statements.Count - Statements} more.", Tone.Quiet);
        SideBySide.Write(page, behaviour);
        if (cell.Kept is not null)
            page.Line(("    kept   ", Tone.Quiet), (cell.Kept, Tone.Plain));
        if (cell.LedgerEntry is not null)
            page.Line(("    entry  ", Tone.Quiet), ($"for {wording.LedgerOf(cell.LedgerKey!)}, with a reason, if this is how it is:", Tone.Plain)).Block("    ", cell.LedgerEntry);
        if (cell.Flaky is { } flaky)
            page.Line(("    flaky  ", Tone.Quiet), (Wording.Of(flaky), Tone.Bad));
        page.Line(("    again  ", Tone.Quiet), (wording.Again(behaviour.Name, cell.Target), Tone.Plain)).Gap();
    }
}
