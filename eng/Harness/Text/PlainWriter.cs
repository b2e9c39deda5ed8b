using System.Text;

namespace Matrix.Harness.Text;

/// <summary>Hands on what is written, as <see cref="PlainText"/> makes it, line by line. Safe for one thread at a time.</summary>
/// <param name="output">Where it goes. Stays open.</param>
public sealed class PlainWriter(TextWriter output) : TextWriter
{
    // What holds no line break for so long is no line that anybody reads.
    private const int LongestLine = 1 << 16;

    private readonly StringBuilder line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        line.Append(value);
        if (value == '\n' || line.Length >= LongestLine)
            HandOn();
    }

    /// <summary>Hands on what has come of a line that is not at its end.</summary>
    public override void Flush()
    {
        HandOn();
        output.Flush();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Flush();
        base.Dispose(disposing);
    }

    private void HandOn()
    {
        output.Write(PlainText.Of(line.ToString()));
        line.Clear();
    }
}
