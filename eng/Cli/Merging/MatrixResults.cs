using System.Text.Json.Serialization;
using Matrix.Cli.Accepting;
using Matrix.Cli.Results;

namespace Matrix.Cli.Merging;

/// <summary>The results of all targets of a run, merged: what <c>results.json</c> holds.</summary>
/// <param name="Version">The version of this format: 2.</param>
/// <param name="StartedAt">When the run began, in universal time.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Cancelled">Whether it was cut short.</param>
/// <param name="Targets">The targets, in the order in which they are shown.</param>
/// <param name="Behaviours">The behaviours, by subject and name.</param>
/// <param name="Problems">What is wrong beside red cells.</param>
internal sealed record MatrixResults(
    int Version, DateTime StartedAt, double DurationMs, bool Cancelled,
    IReadOnlyList<TargetReport> Targets, IReadOnlyList<Behaviour> Behaviours, IReadOnlyList<Problem> Problems)
{
    /// <summary>The version of the format that this code writes.</summary>
    public const int CurrentVersion = Harness.Results.RunStarted.CurrentVersion;

    /// <summary>The cells that are red, whatever became of servers.</summary>
    [JsonIgnore]
    public IEnumerable<(Behaviour Behaviour, Cell Cell)> Red => Cells.Where(c => c.Cell.IsRed);

    /// <summary>Every cell.</summary>
    [JsonIgnore]
    public IEnumerable<(Behaviour Behaviour, Cell Cell)> Cells => Behaviours.SelectMany(b => b.Cells.Select(c => (b, c)));

    /// <summary>What the process returns for it.</summary>
    [JsonIgnore]
    public int ExitCode =>
        Cancelled ? ExitCodes.Cancelled
        : Targets.Any(t => t.Broken is not null) ? ExitCodes.Wrong
        : Red.Any() || Problems.Any(p => !p.Verdict.IsGreen()) ? ExitCodes.Red
        : Targets.Any(t => t.IsServerMissed) || Targets.Count > 0 && Targets.All(t => t.Unavailable is not null) ? ExitCodes.Server
        : !Cells.Any(c => c.Cell.Verdict.Ran()) ? ExitCodes.Nothing
        : ExitCodes.Green;

    /// <summary>The same, with the cells marked that the ledger now expects.</summary>
    public MatrixResults With(IReadOnlyList<Accepted> accepted) => WithAccepted(accepted.Where(a => !a.StaysRed).Select(a => (a.Behaviour, a.Target)).ToHashSet());

    /// <summary>The same, with these cells marked, where they are red, as accepted.</summary>
    public MatrixResults WithAccepted(IReadOnlySet<(string Behaviour, string Target)> mended) => mended.Count == 0 ? this : this with
    {
        Behaviours = [.. Behaviours.Select(b => b with
        {
            Cells = [.. b.Cells.Select(c => c.IsRed && mended.Contains((b.Name, c.Target)) ? c with { Accepted = true } : c)],
        })],
    };
}
