namespace Matrix.Cli.Summaries;

/// <summary>What a piece of text is to the reader. It never says more than the words do.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Heading,
    Good,
    Notable,
    Bad,
}
