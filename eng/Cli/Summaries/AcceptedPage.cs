using Matrix.Cli.Accepting;

namespace Matrix.Cli.Summaries;

/// <summary>What <c>--accept</c> wrote, where, and what is left for a person to write.</summary>
internal static class AcceptedPage
{
    public static Page Write(IReadOnlyList<Accepted> accepted, Repository repository)
    {
        var page = new Page();
        if (accepted.Count == 0)
            return page.Line("Nothing to accept: no red cell is one that a ledger can mend.").Gap();

        page.Line("Accepted", Tone.Heading);
        foreach (var file in accepted.GroupBy(a => a.File))
        {
            page.Line("  " + repository.Shown(file.Key));
            foreach (var entry in file.GroupBy(a => a.Key))
                page.Line($"    {entry.Key}, as answered by {string.Join(", ", entry.Select(a => a.Target).Distinct())}{After(entry.Last())}");
        }

        var unreasoned = accepted.Where(a => a.LacksReason).Select(a => a.Key).Distinct().ToList();
        if (unreasoned.Count > 0)
            page.Line(("  Reasons are still to be written for these, and are red in CI until then: ", Tone.Notable), (string.Join(", ", unreasoned), Tone.Plain));
        return page.Gap();
    }

    private static string After(Accepted accepted) =>
        accepted.Entry is null ? ": nothing is left to expect, so the entry is gone"
        : accepted.ExpectsNothing ? ": nothing is left to expect; the entry stays for its reason's sake: delete it when you agree"
        : "";
}
