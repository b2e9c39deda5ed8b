using Matrix.Cli.Mutating;
using Matrix.Cli.Running;

namespace Matrix.Cli;

/// <summary>What each command does, once its arguments are known to be right.</summary>
/// <param name="Run">Runs the behaviours, and returns the exit code.</param>
/// <param name="Dialects">Writes the page of dialects, or checks it; returns what to say of it.</param>
/// <param name="Mutate">Doubts the ledger, and returns the exit code.</param>
/// <param name="Down">Removes what runs left, and returns the exit code.</param>
internal sealed record Handlers(Func<RunOptions, CancellationToken, Task<int>> Run, Func<bool, string> Dialects,
    Func<MutateOptions, CancellationToken, Task<int>> Mutate, Func<CancellationToken, Task<int>> Down);
