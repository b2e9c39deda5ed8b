namespace Matrix.Harness.Runs;

/// <summary>What the environment asks of a run.</summary>
/// <param name="Target"><c>MATRIX_TARGET</c>: the target to run, or <see langword="null"/> for the backend's default.</param>
/// <param name="ResultsPath"><c>MATRIX_RESULTS</c>: the results file to write, or <see langword="null"/> for none.</param>
/// <param name="Required"><c>MATRIX_REQUIRED=true</c> or <c>CI=true</c>: without a server the run is red.</param>
/// <param name="NeedsReasons"><c>CI=true</c>: a ledger entry without a reason is red.</param>
/// <param name="KeepFailed"><c>MATRIX_KEEP_FAILED=true</c>: a failed test's database is kept for a look.</param>
/// <param name="LedgerFolder"><c>MATRIX_LEDGER</c>: the ledger's folder, or <see langword="null"/> for the one that was built in.</param>
public sealed record RunOptions(string? Target, string? ResultsPath, bool Required, bool NeedsReasons, bool KeepFailed, string? LedgerFolder = null)
{
    /// <summary>Reads the environment.</summary>
    public static RunOptions FromEnvironment() => new(
        Text("MATRIX_TARGET"), Text("MATRIX_RESULTS"), IsTrue("MATRIX_REQUIRED") || IsTrue("CI"), IsTrue("CI"), IsTrue("MATRIX_KEEP_FAILED"), Text("MATRIX_LEDGER"));

    private static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    private static bool IsTrue(string name) => Text(name) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));
}
