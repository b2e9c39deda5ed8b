using Matrix.Harness.Text;

namespace Matrix.Cli.Summaries;

/// <summary>Text made of lines, each of pieces with a tone.</summary>
/// <param name="width">How many columns a line has at most.</param>
internal sealed class Page(int width = Page.UsualWidth)
{
    /// <summary>How many columns a line has where nobody says.</summary>
    public const int UsualWidth = 100;

    private readonly List<IReadOnlyList<(string Text, Tone Tone)>> lines = [];

    /// <summary>How many columns a line has at most.</summary>
    public int Width => width;

    /// <summary>The lines.</summary>
    public IReadOnlyList<IReadOnlyList<(string Text, Tone Tone)>> Lines => lines;

    /// <summary>Adds a line. Whatever it holds, it shows itself and steers nothing.</summary>
    public Page Line(params IReadOnlyList<(string Text, Tone Tone)> pieces)
    {
        lines.Add([.. PlainText.Of([.. pieces.Select(p => p.Text)]).Zip(pieces, (text, piece) => (text, piece.Tone))]);
        return this;
    }

    /// <summary>Adds a line of one tone.</summary>
    public Page Line(string text, Tone tone = Tone.Plain) => Line((text, tone));

    /// <summary>Adds a text after a head, broken between words; what is continued stands under where it began.</summary>
    public Page Wrap(IReadOnlyList<(string Text, Tone Tone)> head, string text, Tone tone = Tone.Plain)
    {
        var indent = head.Sum(p => TextWrap.WidthOf(p.Text));
        var first = true;
        foreach (var line in TextWrap.Lines(text, width - indent))
        {
            Line(first ? [.. head, (line, tone)] : [(new string(' ', indent), Tone.Plain), (line, tone)]);
            first = false;
        }

        return this;
    }

    /// <summary>Adds a text, each of its lines moved in, and broken between words.</summary>
    public Page Wrap(string indent, string text, Tone tone = Tone.Plain)
    {
        foreach (var line in TextWrap.Lines(text, width - indent.Length))
            Line(indent + line, tone);
        return this;
    }

    /// <summary>Adds another page's lines.</summary>
    public Page Add(Page other)
    {
        lines.AddRange(other.lines);
        return this;
    }

    /// <summary>Adds a text's lines, each moved in.</summary>
    public Page Block(string indent, string text, Tone tone = Tone.Plain)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            Line(indent + line.TrimEnd(), tone);
        return this;
    }

    /// <summary>Parts what follows from what came before.</summary>
    public Page Gap() => lines.Count == 0 || lines[^1].Count == 0 ? this : Line();

    /// <summary>The text alone.</summary>
    public override string ToString() => string.Concat(lines.Select(l => string.Concat(l.Select(p => p.Text)).TrimEnd() + "\n"));
}
