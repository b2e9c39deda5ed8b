using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>Subjects by targets, what is red or differs first. Targets that do not fit beside each other get a block of their own.</summary>
internal static class Grid
{
    private const string Space = "  ";

    private static readonly Verdict[] Order =
        [Verdict.Pass, Verdict.Difference, Verdict.Fail, Verdict.Stale, Verdict.Changed, Verdict.Missing, Verdict.Unavailable, Verdict.Skipped];

    public static void Write(Page page, MatrixResults results)
    {
        if (results.Behaviours.Count == 0)
            return;

        var subjects = results.Behaviours.GroupBy(b => b.Subject)
            .Select(g => (Name: g.Key, Cells: g.SelectMany(b => b.Cells).ToLookup(c => c.Target)))
            .OrderBy(s => s.Cells.Min(t => t.Min(c => Weight(c.Verdict)))).ThenBy(s => s.Name, StringComparer.Ordinal)
            .ToList();
        var columns = results.Targets.Select(t => new Column(t.Name, [.. subjects.Select(s => Counts(s.Cells[t.Name]))])).ToList();
        var first = Math.Max(subjects.Max(s => s.Name.Length), "Subject".Length);
        while (columns.Count > 0)
        {
            var block = Fitting(columns, first, page.Width);
            columns.RemoveRange(0, block.Count);
            page.Line([("Subject".PadRight(first), Tone.Heading), .. block.Select(c => (Space + c.Target.PadRight(c.Width), Tone.Heading))]);
            for (var row = 0; row < subjects.Count; row++)
                page.Line([(subjects[row].Name.PadRight(first), Tone.Plain), .. block.SelectMany(c => c.Row(row))]);
            page.Gap();
        }
    }

    private static List<Column> Fitting(List<Column> columns, int first, int most)
    {
        var width = first;
        return [.. columns.TakeWhile((c, i) => (width += Space.Length + c.Width) <= most || i == 0)];
    }

    private static List<(string Text, Tone Tone)> Counts(IEnumerable<Cell> cells) =>
        [.. from cell in cells group cell by cell.Verdict into g orderby Array.IndexOf(Order, g.Key) select ($"{g.Count()} {Wording.Of(g.Key)}", ToneOf(g.Key))];

    private static int Weight(Verdict verdict) => verdict.IsRed() ? 0 : verdict == Verdict.Difference ? 1 : 2;

    private static Tone ToneOf(Verdict verdict) =>
        verdict.IsRed() ? Tone.Bad : verdict == Verdict.Pass ? Tone.Good : verdict == Verdict.Difference ? Tone.Notable : Tone.Quiet;

    private sealed record Column(string Target, List<List<(string Text, Tone Tone)>> Rows)
    {
        public int Width { get; } = Math.Max(Target.Length, Rows.Max(r => Length(r)));

        public IEnumerable<(string Text, Tone Tone)> Row(int row) =>
        [
            .. Rows[row].SelectMany((piece, i) => ((string, Tone)[])[(i > 0 ? " " : Space, Tone.Plain), piece]),
            ((Rows[row].Count == 0 ? Space : "") + new string(' ', Width - Length(Rows[row])), Tone.Plain),
        ];

        private static int Length(List<(string Text, Tone Tone)> pieces) => pieces.Sum(p => p.Text.Length) + Math.Max(0, pieces.Count - 1);
    }
}
