namespace Matrix.Cli.Running;

/// <summary>What a run was asked to do.</summary>
/// <param name="Backend">What to run: engines, targets, <c>all</c> or <c>every</c>, parted by commas.</param>
internal sealed record RunOptions(string Backend)
{
    /// <summary>What to run of it, each as <see cref="TestFilter"/> reads it; empty for everything.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Whether to write what was observed into the ledger.</summary>
    public bool Accept { get; init; }

    /// <summary>Where results go, or <see langword="null"/> for the usual place.</summary>
    public string? Results { get; init; }

    /// <summary>Whether to run what was built last.</summary>
    public bool NoBuild { get; init; }

    /// <summary>The only source of servers, or <see langword="null"/> for all in order.</summary>
    public string? Source { get; init; }

    /// <summary>Whether servers stay up for the next run.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether a failed test's database is kept.</summary>
    public bool KeepFailed { get; init; }

    /// <summary>Whether a target was asked for by its name or its engine's, not by a word for many.</summary>
    public bool Names(Harness.Targets.Target target) =>
        Backend.Split(',', StringSplitOptions.TrimEntries).Any(n => n.Equals(target.Name, StringComparison.OrdinalIgnoreCase) || n.Equals(target.Engine, StringComparison.OrdinalIgnoreCase));
}
