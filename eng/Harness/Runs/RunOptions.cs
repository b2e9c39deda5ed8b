using System.Globalization;

namespace Matrix.Harness.Runs;

/// <summary>What the environment asks of a run.</summary>
/// <param name="Target"><c>MATRIX_TARGET</c>: the target to run, or <see langword="null"/> for the backend's default.</param>
/// <param name="ResultsPath"><c>MATRIX_RESULTS</c>: the results file to write, or <see langword="null"/> for none.</param>
/// <param name="Required"><c>MATRIX_REQUIRED=true</c> or <c>CI=true</c>: without a server the run is red.</param>
/// <param name="NeedsReasons"><c>CI=true</c>: a ledger entry without a reason is red.</param>
/// <param name="KeepFailed"><c>MATRIX_KEEP_FAILED=true</c>: a failed test's database is kept for a look.</param>
/// <param name="LedgerFolder"><c>MATRIX_LEDGER</c>: the ledger's folder, or <see langword="null"/> for the one that was built in.</param>
/// <param name="Shard"><c>MATRIX_SHARD</c>: the part to run, such as <c>2/3</c>, balanced by <c>MATRIX_DURATIONS</c>, a file of <see cref="Runs.Shard.ReadDurations"/>; <see langword="null"/> for all.</param>
/// <param name="TestTimeout"><c>MATRIX_TEST_TIMEOUT</c>: how long a test may take that sets no time-out of its own, in seconds; <see langword="null"/> for as long as it likes.</param>
public sealed record RunOptions(string? Target, string? ResultsPath, bool Required, bool NeedsReasons, bool KeepFailed, string? LedgerFolder = null, Shard? Shard = null, TimeSpan? TestTimeout = null)
{
    /// <summary><c>MATRIX_FOLLOWED=true</c>: what the results file does not take is read from standard error.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Reads the environment.</summary>
    /// <exception cref="MatrixException">A variable cannot be understood.</exception>
    public static RunOptions FromEnvironment() => new(
        Text("MATRIX_TARGET"), Text("MATRIX_RESULTS"), IsTrue("MATRIX_REQUIRED") || IsTrue("CI"), IsTrue("CI"), IsTrue("MATRIX_KEEP_FAILED"), Text("MATRIX_LEDGER"), ReadShard(), ReadTestTimeout())
    {
        IsFollowed = IsTrue("MATRIX_FOLLOWED"),
    };

    // Timers take no more than 49 days.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(31);

    private static Shard? ReadShard()
    {
        var shard = Text("MATRIX_SHARD") is { } text ? Shard.Parse(text) : null;
        return shard is not null && Text("MATRIX_DURATIONS") is { } file ? shard with { Durations = Shard.ReadDurations(file) } : shard;
    }

    private static TimeSpan? ReadTestTimeout() => Text("MATRIX_TEST_TIMEOUT") switch
    {
        null => null,
        var text when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && seconds < LongestTimeout.TotalSeconds => TimeSpan.FromSeconds(seconds),
        var text => throw new MatrixException($"MATRIX_TEST_TIMEOUT={text} is no time. Give seconds, such as 60."),
    };

    private static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    private static bool IsTrue(string name) => Text(name) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));
}
