using System.Buffers;
using Spectre.Console.Rendering;

namespace Matrix.Cli.Summaries;

/// <summary>Breaks text into lines of a width, between words; within one only where it is longer than a line, and then after a mark in it.</summary>
internal static class TextWrap
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("_./\\,;:()=&-");

    private const int Narrowest = 20;
    private const string Hanging = "  ";

    /// <summary>The lines. What is broken is continued a little further in than it began.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = line.TrimEnd();
            if (WidthOf(rest) <= width)
            {
                yield return rest;
                continue;
            }

            var indent = rest[..(rest.Length - rest.TrimStart().Length)];
            var room = Math.Max(width, Narrowest);
            for (var first = true; rest.Length > 0; first = false)
            {
                var lead = first ? "" : indent + Hanging;
                var end = WidthOf(rest) <= room - lead.Length ? rest.Length : End(rest, room - lead.Length, first ? indent.Length : 0);
                yield return (lead + rest[..end]).TrimEnd();
                rest = rest[end..].TrimStart();
            }
        }
    }

    /// <summary>How many columns a text takes: some characters take two.</summary>
    public static int WidthOf(string text) => System.Text.Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>A text on one line, cut where it would take more columns.</summary>
    public static string OneLine(string text, int width)
    {
        var line = string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return WidthOf(line) <= width ? line : line[..Fitting(line, width - 1)] + "…";
    }

    private static int End(string text, int width, int from)
    {
        var fitting = Math.Max(Fitting(text, width), 1);
        if (fitting < text.Length && text[fitting] == ' ')
            return fitting;
        var space = text.LastIndexOf(' ', fitting - 1);
        if (space > from)
            return space + 1;
        var mark = text.AsSpan(0, fitting).LastIndexOfAny(Marks);
        return mark > from + Narrowest / 2 ? mark + 1 : fitting;
    }

    // Not in the middle of a character.
    private static int Fitting(string text, int width)
    {
        var (end, taken) = (0, 0);
        while (end < text.Length)
        {
            var length = char.IsSurrogatePair(text, end) ? 2 : 1;
            taken += WidthOf(text.Substring(end, length));
            if (taken > width)
                break;
            end += length;
        }

        return end;
    }
}
