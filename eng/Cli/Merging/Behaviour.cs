using Matrix.Harness.Results;

namespace Matrix.Cli.Merging;

/// <summary>One behaviour on every target that it is for.</summary>
/// <param name="Name">The test, with a theory's arguments: <c>TextComparison.Like_matches(pattern: "a%")</c>.</param>
/// <param name="Subject">The test's class.</param>
/// <param name="Shared">Whether it is for every backend, or for one alone.</param>
/// <param name="Cells">A cell for each target, in the targets' order.</param>
internal sealed record Behaviour(string Name, string Subject, bool Shared, IReadOnlyList<Cell> Cells)
{
    /// <summary>The full name of the test's class; <see langword="null"/> when no target judged it.</summary>
    public string? Class { get; init; }

    /// <summary>Where the test stands; <see langword="null"/> when that is not known.</summary>
    public SourcePlace? Source { get; init; }
}
