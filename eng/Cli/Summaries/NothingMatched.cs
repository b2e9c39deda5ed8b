using Matrix.Harness.Targets;

namespace Matrix.Cli.Summaries;

/// <summary>What to say when a filter selects nothing: the subjects that are nearest to it.</summary>
internal static class NothingMatched
{
    private const int Offered = 3;

    public static Page Write(IReadOnlyList<string> filters, IReadOnlyList<string> subjects)
    {
        var page = new Page();
        foreach (var filter in filters)
        {
            var subject = filter.Split('.', '(')[0].Trim('*');
            var nearest = subjects.OrderBy(s => NearestName.Distance(s, subject)).Take(Offered).ToList();
            page.Line(($"No behaviour matches '{filter}'.", Tone.Bad), (nearest.Count > 0 ? $" The nearest subjects are {string.Join(", ", nearest)}." : "", Tone.Plain));
        }

        return page.Gap();
    }
}
