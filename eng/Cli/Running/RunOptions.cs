using Matrix.Cli.Summaries;
using Matrix.Harness.Runs;

namespace Matrix.Cli.Running;

/// <summary>What a run was asked to do.</summary>
/// <param name="Backend">What to run: engines, targets, <c>all</c> or <c>every</c>, parted by commas; with <see cref="Failed"/>, empty for the targets that were red.</param>
internal sealed record RunOptions(string Backend)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan DefaultTestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>What to run of it, each as <see cref="TestFilter"/> reads it; empty for everything.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Whether only what was red in the last results is run.</summary>
    public bool Failed { get; init; }

    /// <summary>The part to run, or <see langword="null"/> for the whole.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The merged results of an earlier run, to balance the parts by; <see langword="null"/> when all behaviours count alike.</summary>
    public string? Durations { get; init; }

    /// <summary>What the order of tests is shuffled with, or <see langword="null"/> for the usual order.</summary>
    public int? Seed { get; init; }

    /// <summary>How often each target is run.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Whether to run again whenever a file changes.</summary>
    public bool Watch { get; init; }

    /// <summary>How long a target may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How long a test may take that sets no time-out of its own.</summary>
    public TimeSpan TestTimeout { get; init; } = DefaultTestTimeout;

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

    /// <summary>What was asked of the output.</summary>
    public OutputOptions Output { get; init; } = new();

    /// <summary>Whether a target was asked for by its name or its engine's, not by a word for many.</summary>
    public bool Names(Harness.Targets.Target target) =>
        Backend.Split(',', StringSplitOptions.TrimEntries).Any(n => n.Equals(target.Name, StringComparison.OrdinalIgnoreCase) || n.Equals(target.Engine, StringComparison.OrdinalIgnoreCase));
}
