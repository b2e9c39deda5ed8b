using System.Text;
using Matrix.Cli.Summaries;
using Matrix.Harness.Text;

namespace Matrix.Cli.Reports;

/// <summary>Markdown in which whatever engines answered stays where it was put. GitHub's dialect, for its tables.</summary>
internal sealed class Markdown
{
    private const int CellWidth = 60;

    private readonly StringBuilder text = new();

    /// <summary>Adds a paragraph, as Markdown.</summary>
    public Markdown Paragraph(string markdown)
    {
        text.Append(markdown).Append("\n\n");
        return this;
    }

    /// <summary>Adds a block of text as it is.</summary>
    public Markdown Block(string verbatim)
    {
        var plain = PlainText.Of(verbatim).ReplaceLineEndings("\n").TrimEnd();
        var fence = new string('`', Math.Max(3, LongestRun(plain) + 1));
        return Paragraph($"{fence}text\n{plain}\n{fence}");
    }

    /// <summary>Adds a table. Cells are Markdown.</summary>
    public Markdown Table(IReadOnlyList<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        Row(head);
        Row(head.Select(_ => "---"));
        foreach (var row in rows)
            Row(row);
        text.Append('\n');
        return this;
    }

    /// <summary>A text as code in a line.</summary>
    public static string Code(string verbatim) => Span(PlainText.Of(verbatim).ReplaceLineEndings(" "));

    /// <summary>A text as code in a table's cell, cut where it is long.</summary>
    public static string Cell(string verbatim) => verbatim.Length == 0 ? "" : Span(TextWrap.OneLine(PlainText.Of(verbatim), CellWidth)).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>All of it.</summary>
    public override string ToString() => PlainText.Of(text.ToString().TrimEnd() + "\n");

    private void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // A span is fenced by more backticks than are in it, and by spaces where one would touch the fence.
    private static string Span(string plain)
    {
        var fence = new string('`', LongestRun(plain) + 1);
        var space = plain.StartsWith('`') || plain.EndsWith('`') ? " " : "";
        return $"{fence}{space}{plain}{space}{fence}";
    }

    private static int LongestRun(string plain)
    {
        var (longest, run) = (0, 0);
        foreach (var c in plain)
            longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        return longest;
    }
}
