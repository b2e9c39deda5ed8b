using Matrix.Harness.Text;

namespace Matrix.Cli.Summaries;

/// <summary>Text made of lines, each of pieces with a tone.</summary>
internal sealed class Page
{
    /// <summary>How wide a line is at most, unless it is to be copied.</summary>
    public const int Width = 100;

    private readonly List<IReadOnlyList<(string Text, Tone Tone)>> lines = [];

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

    /// <summary>A text on one line, cut where it would be too long.</summary>
    public static string OneLine(string text, int width)
    {
        var line = string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= width ? line : line[..(width - 1)] + "…";
    }
}
