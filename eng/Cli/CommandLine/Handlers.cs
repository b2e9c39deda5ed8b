using Matrix.Cli.Comparing;
using Matrix.Cli.Development;
using Matrix.Cli.Explaining;
using Matrix.Cli.Mutating;
using Matrix.Cli.Reports;
using Matrix.Cli.Running;

namespace Matrix.Cli.CommandLine;

/// <summary>What each command does, once its arguments are known to be right. Each returns the exit code.</summary>
internal sealed record Handlers
{
    /// <summary>Runs the behaviours.</summary>
    public required Func<RunOptions, CancellationToken, Task<int>> Run { get; init; }

    /// <summary>Removes what runs left.</summary>
    public required Func<CancellationToken, Task<int>> Down { get; init; }

    /// <summary>Has a server to develop against: of which target, and whether to print its URL alone.</summary>
    public required Func<string, bool, CancellationToken, Task<int>> Up { get; init; }

    /// <summary>Seeds a database to develop against.</summary>
    public required Func<SeedOptions, CancellationToken, Task<int>> Seed { get; init; }

    /// <summary>Prints the jobs of a run: what to run, into how many parts, in which format.</summary>
    public required Func<string, int, string, int> Plan { get; init; }

    /// <summary>Says what this machine has.</summary>
    public required Func<CancellationToken, Task<int>> Doctor { get; init; }

    /// <summary>Writes the page of dialects, or only checks it.</summary>
    public required Func<bool, int> Dialects { get; init; }

    /// <summary>Doubts the ledger.</summary>
    public required Func<MutateOptions, CancellationToken, Task<int>> Mutate { get; init; }

    /// <summary>Merges results, and writes reports.</summary>
    public required Func<ReportOptions, CancellationToken, Task<int>> Report { get; init; }

    /// <summary>Compares two runs.</summary>
    public required Func<DiffOptions, int> Diff { get; init; }

    /// <summary>Explains a behaviour.</summary>
    public required Func<ExplainOptions, int> Explain { get; init; }
}
