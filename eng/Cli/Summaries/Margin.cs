namespace Matrix.Cli.Summaries;

/// <summary>The margin in which a word says what stands beside it.</summary>
internal static class Margin
{
    /// <summary>As wide as the longest word and a gap.</summary>
    public const int Width = 8;

    /// <summary>The empty margin.</summary>
    public static readonly string Empty = new(' ', Width);

    /// <summary>A margin with a word.</summary>
    public static (string Text, Tone Tone) Word(string word, Tone tone) => (word.PadRight(Width), tone);
}
