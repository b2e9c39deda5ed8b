using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>Everything that is red, a block each: failures first, then what changed, then new observations.</summary>
internal static class RedCells
{
    private const int InFull = 20;
    private const int OneFault = 4;
    private const int NamedSubjects = 6;

    /// <summary>Writes the blocks.</summary>
    public static void Write(Page page, IReadOnlyList<RedBehaviour> red, DifferenceLedger ledger, IReadOnlyDictionary<string, EngineIdentity> engines, Wording wording)
    {
        var faults = Alike(red);
        foreach (var alike in faults)
            Write(page, alike);
        var told = faults.SelectMany(f => f).ToHashSet<RedBehaviour>(ReferenceEqualityComparer.Instance);
        var rest = red.Where(r => !told.Contains(r)).ToList();
        var block = new RedBlock(page, ledger, engines, wording);
        foreach (var one in rest.Take(InFull))
            block.Write(one);
        if (rest.Count > InFull)
            page.Wrap(Margin.Empty, $"… and {rest.Count - InFull} more: {wording.Report}", Tone.Quiet).Gap();
    }

    // What kept tests from sending a statement at all is one fault, and not as many as there are tests.
    private static List<List<RedBehaviour>> Alike(IReadOnlyList<RedBehaviour> red) =>
    [
        .. red.Where(r => r.Cells.All(c => c is { Error.Length: > 0, Sql.Count: 0, LedgerEntry: null, Flaky: null }) && r.Cells.DistinctBy(c => c.Error).Count() == 1)
            .GroupBy(r => (r.Kind, r.Targets, r.Cells[0].Error)).Where(g => g.Count() >= OneFault).Select(g => g.ToList()),
    ];

    private static void Write(Page page, List<RedBehaviour> alike)
    {
        var subjects = alike.Select(r => r.Behaviour.Subject).Distinct().ToList();
        var of = string.Join(", ", subjects.Take(NamedSubjects)) + (subjects.Count > NamedSubjects ? $" and {subjects.Count - NamedSubjects} more" : "");
        page.Wrap([Margin.Word(alike[0].Kind.ToString().ToUpperInvariant(), Tone.Bad)], $"{alike.Count} behaviours of {of}, all alike, on {alike[0].Targets}", Tone.Heading);
        if (alike.Select(r => r.Place).FirstOrDefault(p => p is not null) is { } place)
            page.Wrap(Margin.Empty, place.ToString(), Tone.Quiet);
        page.Wrap(Margin.Empty, Harness.Results.LongText.Shorten(alike[0].Cells[0].Error!.TrimEnd()), Tone.Bad).Gap();
    }
}
