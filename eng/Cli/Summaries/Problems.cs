using Matrix.Cli.Merging;

namespace Matrix.Cli.Summaries;

/// <summary>What is wrong beside red cells. What several targets say in the same words is said once.</summary>
internal static class Problems
{
    public static void Write(Page page, MatrixResults results)
    {
        foreach (var problem in results.Problems.GroupBy(p => p.Message))
        {
            page.Wrap([Margin.Word("Problem", Tone.Bad)], $"on {string.Join(", ", problem.Select(p => p.Target).Distinct())}", Tone.Heading);
            page.Wrap(Margin.Empty, problem.Key).Gap();
        }
    }
}
