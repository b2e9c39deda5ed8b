using Spectre.Console;

namespace Matrix.Cli.Summaries;

/// <summary>Prints a page, in colour where the terminal has it and <c>NO_COLOR</c> does not forbid it.</summary>
internal static class PagePrinter
{
    /// <summary>Prints it. No line is broken: a terminal does that by itself, and what is copied from it stays whole.</summary>
    public static void Print(Page page, IAnsiConsole console)
    {
        var width = console.Profile.Width;
        console.Profile.Width = int.MaxValue / 4;
        var text = new Paragraph();
        foreach (var line in page.Lines)
        {
            var last = line.Count - 1;
            while (last >= 0 && string.IsNullOrWhiteSpace(line[last].Text))
                last--;
            for (var i = 0; i <= last; i++)
                text.Append(i == last ? line[i].Text.TrimEnd() : line[i].Text, Of(line[i].Tone));
            text.Append("\n");
        }

        console.Write(text);
        console.Profile.Width = width;
    }

    private static Style Of(Tone tone) => tone switch
    {
        Tone.Quiet => new Style(Color.Grey),
        Tone.Heading => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Notable => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
