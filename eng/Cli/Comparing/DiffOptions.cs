namespace Matrix.Cli.Comparing;

/// <summary>What <c>matrix diff</c> was asked to do.</summary>
/// <param name="Old">A folder or file with the earlier results.</param>
/// <param name="New">One with the later results.</param>
/// <param name="Pairs">Targets to compare, such as <c>postgres@15=postgres@18</c>; empty to pair them by name, and by engine.</param>
/// <param name="Slower">How many times as long a behaviour must take to count as slower.</param>
internal sealed record DiffOptions(string Old, string New, IReadOnlyList<string> Pairs, double Slower = DiffOptions.DefaultSlower)
{
    public const double DefaultSlower = 3;
}
