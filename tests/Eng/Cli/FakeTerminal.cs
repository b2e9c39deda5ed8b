using System.Text;
using Spectre.Console;

namespace Matrix.Tests.Eng.Cli;

/// <summary>A terminal whose screen is a text.</summary>
internal sealed class FakeTerminal(int width = 80) : IAnsiConsoleOutput, IDisposable
{
    private readonly StringWriter writer = new();

    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 24;

    /// <summary>What was written, control sequences included.</summary>
    public string Written => writer.ToString().ReplaceLineEndings("\n");

    public void SetEncoding(Encoding encoding) { }

    /// <summary>A console on it.</summary>
    public IAnsiConsole Open() => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Out = this });

    public void Dispose() => writer.Dispose();
}
