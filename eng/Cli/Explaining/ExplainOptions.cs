namespace Matrix.Cli.Explaining;

/// <summary>What <c>matrix explain</c> was asked to do.</summary>
/// <param name="Behaviour">The behaviour, with or without its subject, and a theory's arguments.</param>
/// <param name="Results">A folder or file with results, or <see langword="null"/> for the usual folder.</param>
internal sealed record ExplainOptions(string Behaviour, string? Results = null);
