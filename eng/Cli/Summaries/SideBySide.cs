using Matrix.Cli.Accepting;
using Matrix.Cli.Merging;

namespace Matrix.Cli.Summaries;

/// <summary>What each target made of a behaviour, a line each: its verdict, its answer, and the statement that asked. Those that say the same share a line.</summary>
internal static class SideBySide
{
    private const string Indent = "           ";

    public static void Write(Page page, Behaviour behaviour)
    {
        if (behaviour.Cells.Count < 2)
            return;
        var said = behaviour.Cells.GroupBy(Said).Select(g => (Targets: string.Join(", ", g.Select(c => c.Target)), Said: g.Key)).ToList();
        var width = said.Max(s => s.Targets.Length);
        for (var i = 0; i < said.Count; i++)
        {
            var text = Page.OneLine(said[i].Said, Math.Max(Page.Width - Indent.Length - width - 2, 20));
            page.Line((i == 0 ? "    beside " : Indent, Tone.Quiet), (said[i].Targets.PadRight(width + 2), Tone.Plain), (text, Tone.Quiet));
        }
    }

    private static string Said(Cell cell)
    {
        var answers = cell.Observations.Count == 1
            ? Answer.Spell(cell.Observations.Values.Single())
            : string.Join(", ", cell.Observations.Select(o => $"{o.Key}: {Answer.Spell(o.Value)}").Append(cell.Failure is { } failure ? Answer.Spell(failure) : "").Where(a => a.Length > 0));
        return string.Join(" · ", ((string?[])[Wording.Of(cell.Verdict), answers, Question.Of(cell.Sql)]).Where(p => !string.IsNullOrEmpty(p)));
    }
}
