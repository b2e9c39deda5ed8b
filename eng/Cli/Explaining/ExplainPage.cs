using System.Globalization;
using Matrix.Cli.Merging;
using Matrix.Cli.Reports;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;

namespace Matrix.Cli.Explaining;

/// <summary>Everything about one behaviour: what the ledger expects of it, and what each target did.</summary>
internal static class ExplainPage
{
    public static Page Write(string name, Behaviour? behaviour, LedgerEntry? entry, Wording wording)
    {
        var page = new Page().Line(name, Tone.Heading);
        if (entry is null)
            page.Line("  The ledger says nothing of it: engines are to agree.", Tone.Quiet);
        else
            WriteLedger(page, entry, wording);
        if (behaviour?.Source is { } source)
            Say(page, "test", source.ToString());
        page.Gap();
        if (behaviour is null)
            page.Line(("  It was not run in the last results. Run it: ", Tone.Quiet), (wording.Again(name, "all"), Tone.Plain));
        foreach (var cell in behaviour?.Cells ?? [])
            Write(page, name, cell, wording);
        return page.Gap();
    }

    private static void WriteLedger(Page page, LedgerEntry entry, Wording wording)
    {
        page.Line(("  ledger    ", Tone.Quiet), (wording.LedgerOf(entry.Behaviour), Tone.Plain));
        Say(page, "reason", entry.Reason.Length > 0 ? entry.Reason : "still to be written");
        Say(page, "source", entry.Source);
        Say(page, "measured", string.Join(", ", entry.Measured));
        Say(page, "asked by", entry.Sql ?? "");
        foreach (var (label, answers) in entry.Observations)
        {
            page.Line(("  expected  ", Tone.Quiet), (label, Tone.Plain));
            foreach (var (range, answer) in answers)
                page.Line($"              {range}: {Answer.Whole(answer)}");
        }

        foreach (var (range, failure) in entry.Fails)
            page.Line(("  expected  ", Tone.Quiet), ($"{range} {Answer.Whole(failure)}", Tone.Plain));
    }

    private static void Write(Page page, string name, Cell cell, Wording wording)
    {
        var tone = cell.IsRed ? Tone.Bad : cell.Verdict == Harness.Verdicts.Verdict.Difference ? Tone.Notable : Tone.Good;
        page.Line((cell.Target, Tone.Heading), (": ", Tone.Plain), (Wording.Of(cell.Verdict), tone), (cell.DurationMs is { } ms ? $"  {ms.ToString("0.#", CultureInfo.InvariantCulture)} ms" : "", Tone.Quiet));
        foreach (var (label, value) in cell.Observations)
            page.Line(($"  {label}: ", Tone.Quiet), (Answer.Brief(value), Tone.Plain));
        if (cell.Failure is { } failure)
            page.Line("  " + Answer.Whole(failure));
        if (cell.Error is { } error)
            page.Block("  ", LongText.Shorten(error), cell.IsRed ? Tone.Bad : Tone.Quiet);
        if (FailureTrace.Of(cell) is { } trace)
            page.Block("    ", trace, Tone.Quiet);
        if (cell.Flaky is { } flaky)
            Say(page, "flaky", Wording.Of(flaky));
        Say(page, "kept", cell.Kept ?? "");
        for (var i = 0; i < cell.Sql.Count; i++)
            WriteStatement(page, i + 1, cell.Sql[i].Trim().ReplaceLineEndings("\n").Split('\n'));
        if (cell.LedgerEntry is { } entry)
            page.Line("  The entry that would make it green:", Tone.Quiet).Block("    ", entry);
        page.Line(("  again     ", Tone.Quiet), (wording.Again(name, cell.Target), Tone.Plain)).Gap();
    }

    private static void WriteStatement(Page page, int number, string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            page.Line((i == 0 ? $"  {number,3}  " : "       ", Tone.Quiet), (lines[i], Tone.Plain));
    }

    private static void Say(Page page, string what, string said)
    {
        if (said.Length > 0)
            page.Line(($"  {what,-8}  ", Tone.Quiet), (said, Tone.Plain));
    }
}
