using Matrix.Cli.Running;

namespace Matrix.Cli.Merging;

/// <summary>What one run, or one machine's share of a run, left behind.</summary>
/// <param name="Path">The folder or file that it was read from.</param>
/// <param name="Outcomes">What came of its targets.</param>
/// <param name="StartedAt">When it began, in universal time.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Cancelled">Whether it was cut short.</param>
/// <param name="Accepted">The cells that it wrote into the ledger: behaviour and target.</param>
internal sealed record Part(
    string Path, IReadOnlyList<TargetOutcome> Outcomes, DateTime StartedAt, TimeSpan Duration, bool Cancelled, IReadOnlyList<(string Behaviour, string Target)> Accepted);
