using System.Text;

namespace Matrix.Cli.Writing;

/// <summary>Standard output that cannot end a run: once it takes no more, what is written goes nowhere, and the reason is kept.</summary>
/// <param name="output">Where it goes. Stays open.</param>
internal sealed class LastingWriter(TextWriter output) : TextWriter
{
    /// <summary>Why it takes no more; <see langword="null"/> while it does.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => output.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Flush() => Try(output.Flush);

    private void Try(Action write)
    {
        if (Fault is not null)
            return;
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fault = e.Message;
        }
    }
}
