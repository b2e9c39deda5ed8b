using Matrix.Cli.Merging;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Summaries;

/// <summary>What kind of red a cell is, in the order in which a person wants to know.</summary>
internal enum RedKind
{
    Fail,
    Flaky,
    Changed,
    Stale,
    New,
    Missing,
}

/// <summary>A behaviour that is red, with its red cells.</summary>
internal sealed record RedBehaviour(Behaviour Behaviour, IReadOnlyList<Cell> Cells)
{
    /// <summary>The worst that any of its cells is.</summary>
    public RedKind Kind => Cells.Min(KindOf);

    /// <summary>The targets on which it is red.</summary>
    public string Targets => string.Join(", ", Cells.Select(c => c.Target));

    /// <summary>Where to look: the line that failed, where it is one of the test's file; else the test.</summary>
    public SourcePlace? Place => Cells.SelectMany(c => c.Exceptions ?? []).Select(e => e.At).FirstOrDefault(p => p is not null && (Behaviour.Source is null || p.File == Behaviour.Source.File)) ?? Behaviour.Source;

    /// <summary>The red behaviours, the worst first.</summary>
    public static IReadOnlyList<RedBehaviour> In(MatrixResults results) =>
    [
        // What a cancelled run did not come to is no fault of it.
        .. results.Red.Where(r => !results.Cancelled || r.Cell.Verdict != Verdict.Missing)
            .GroupBy(r => r.Behaviour, ReferenceEqualityComparer.Instance).Select(g => new RedBehaviour((Behaviour)g.Key!, [.. g.Select(r => r.Cell)])).OrderBy(r => r.Kind),
    ];

    /// <summary>What kind of red a cell is. A new observation is one that the ledger has yet to hear of, in a test that did not fail.</summary>
    public static RedKind KindOf(Cell cell) => cell switch
    {
        { Flaky: not null } => RedKind.Flaky,
        { Verdict: Verdict.Changed } => RedKind.Changed,
        { Verdict: Verdict.Stale } => RedKind.Stale,
        { Verdict: Verdict.Missing } => RedKind.Missing,
        { Verdict: Verdict.Fail, LedgerKey: not null, Failure: null, Exceptions: null } => RedKind.New,
        _ => RedKind.Fail,
    };

    /// <summary>A kind as it is counted: <c>2 new observations</c>.</summary>
    public static string Counted(RedKind kind, int count) => $"{count} {kind switch { RedKind.New => count == 1 ? "new observation" : "new observations", _ => kind.ToString().ToLowerInvariant() }}";
}
