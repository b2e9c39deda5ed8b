using Matrix.Cli.Merging;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>Each red cell, with all that is needed to mend it.</summary>
internal static class RedCells
{
    private const int InFull = 20;
    private const int Statements = 3;
    private const int MessageLines = 12;

    public static void Write(Page page, MatrixResults results, Wording wording)
    {
        var red = results.Red.ToList();
        if (red.Count == 0)
            return;

        page.Line($"{red.Count} red", Tone.Bad);
        foreach (var (behaviour, cell) in red.Take(InFull))
            Write(page, behaviour, cell, wording);
        foreach (var (behaviour, cell) in red.Skip(InFull))
            page.Line($"  {behaviour.Name} on {cell.Target}: {Wording.Of(cell.Verdict)}");
        if (red.Count > InFull)
            page.Line($"  Of the last {red.Count - InFull}, {wording.Results} says more.", Tone.Quiet);
        page.Gap();
    }

    private static void Write(Page page, Behaviour behaviour, Cell cell, Wording wording)
    {
        page.Line(("  " + behaviour.Name, Tone.Heading), ($" on {cell.Target}: ", Tone.Plain), (Wording.Of(cell.Verdict), Tone.Bad));
        var message = (cell.Error ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n');
        page.Block("    ", string.Join('\n', message.Take(MessageLines)));
        if (message.Length > MessageLines)
            page.Line($"    … and {message.Length - MessageLines} lines more.", Tone.Quiet);

        foreach (var statement in cell.Sql.TakeLast(Statements))
            page.Line(("    sql    ", Tone.Quiet), (Page.OneLine(statement, Page.Width - 11), Tone.Plain));
        if (cell.Sql.Count > Statements)
            page.Line($"           after {cell.Sql.Count - Statements} others.", Tone.Quiet);
        if (cell.Kept is not null)
            page.Line(("    kept   ", Tone.Quiet), (cell.Kept, Tone.Plain));
        if (cell.LedgerEntry is not null && cell.Verdict is not Verdict.Missing && cell.Error?.Contains(cell.LedgerEntry, StringComparison.Ordinal) != true)
            page.Line(("    entry  ", Tone.Quiet), ($"if this is how it is, in {wording.LedgerOf(cell.LedgerKey!)} (--accept writes it):", Tone.Plain)).Block("    ", cell.LedgerEntry);
        page.Line(("    again  ", Tone.Quiet), (Wording.Again(behaviour, cell), Tone.Plain)).Gap();
    }
}
