using System.Globalization;
using Spectre.Console;

namespace Matrix.Cli.Summaries;

/// <summary>What is shown beyond what is red and what it comes to.</summary>
[Flags]
internal enum Shown
{
    Nothing = 0,
    Grid = 1,
    Differences = 2,
    Timings = 4,
    Everything = Grid | Differences | Timings,
}

/// <summary>Whether text is coloured.</summary>
internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}

/// <summary>Where a summary is read, and how much of it is asked for.</summary>
/// <param name="Width">How many columns it has.</param>
/// <param name="Height">How many lines are seen at once.</param>
internal sealed record Screen(int Width, int Height = Screen.UsualHeight)
{
    private const int UsualHeight = 24;
    private const int WidthOfALog = 120;
    private const int Narrowest = 40;

    /// <summary>What is shown beyond what is red.</summary>
    public Shown Show { get; init; }

    /// <summary>Whether only the last lines are wanted.</summary>
    public bool Quiet { get; init; }

    /// <summary>The screen behind a console; where there is none, the width that <c>COLUMNS</c> names, or a log's.</summary>
    public static Screen Of(IAnsiConsole console, OutputOptions output)
    {
        var terminal = console.Profile.Out.IsTerminal;
        var width = terminal ? console.Profile.Width
            : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) ? columns : WidthOfALog;
        // The last line is the prompt's.
        return new(Math.Max(width, Narrowest), terminal ? console.Profile.Height - 1 : UsualHeight) { Show = output.Show, Quiet = output.Quiet };
    }

    /// <summary>Opens a console on standard output. What is said outright goes before <c>NO_COLOR</c>, and that before what the terminal can do.</summary>
    public static IAnsiConsole Open(ColorChoice color) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = color == ColorChoice.Always ? AnsiSupport.Yes : AnsiSupport.Detect,
        ColorSystem = color switch
        {
            ColorChoice.Always => ColorSystemSupport.Standard,
            ColorChoice.Never => ColorSystemSupport.NoColors,
            _ => ColorSystemSupport.Detect,
        },
    });
}

/// <summary>What was asked of the output.</summary>
/// <param name="Show">What is shown beyond what is red.</param>
/// <param name="Quiet">Whether only the last lines are wanted.</param>
/// <param name="Color">Whether it is coloured.</param>
/// <param name="Open">Whether the report is opened.</param>
internal sealed record OutputOptions(Shown Show = Shown.Nothing, bool Quiet = false, ColorChoice Color = ColorChoice.Auto, bool Open = false);
