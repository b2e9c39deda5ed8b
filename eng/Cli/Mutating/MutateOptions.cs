namespace Matrix.Cli.Mutating;

/// <summary>What <c>matrix mutate</c> was asked to do.</summary>
/// <param name="Backend">The one target to run.</param>
/// <param name="Sample">How many expected values to change at most.</param>
/// <param name="Seed">What chooses them, so that a choice can be repeated; <see langword="null"/> for any.</param>
internal sealed record MutateOptions(string Backend, int Sample, int? Seed);
