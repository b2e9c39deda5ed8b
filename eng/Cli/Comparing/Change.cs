using Matrix.Cli.Merging;

namespace Matrix.Cli.Comparing;

/// <summary>How a behaviour fares in the new results, beside the old ones.</summary>
internal enum ChangeKind
{
    /// <summary>It was green, and is red.</summary>
    Broken,
    /// <summary>It ran, and runs no longer.</summary>
    Gone,
    /// <summary>It answers otherwise.</summary>
    Changed,
    /// <summary>It was red, and is green.</summary>
    Fixed,
    /// <summary>It runs, and did not.</summary>
    New,
    /// <summary>It takes much longer.</summary>
    Slower,
}

/// <summary>One behaviour on one pair of targets that is not as it was.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Behaviour">Its name.</param>
/// <param name="Pair">The targets.</param>
/// <param name="Old">Its old cell, or <see langword="null"/>.</param>
/// <param name="New">Its new cell, or <see langword="null"/>.</param>
internal sealed record Change(ChangeKind Kind, string Behaviour, TargetPair Pair, Cell? Old, Cell? New);
