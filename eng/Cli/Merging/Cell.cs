using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Matrix.Cli.Results;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Merging;

/// <summary>One behaviour on one target.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="DurationMs">How long the test took, in milliseconds and without its waits; <see langword="null"/> when it did not run.</param>
internal sealed record Cell(string Target, Verdict Verdict, double? DurationMs = null)
{
    /// <summary>What it waited for before and while it ran; else <see langword="null"/>.</summary>
    public Waits? Waited { get; init; }

    /// <summary>What it observed, by label.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, JsonNode?> Observations { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Why it is red, or why it did not run; else <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The exceptions that it failed with, the innermost first; <see langword="null"/> when there were none, or the ledger expects them.</summary>
    public IReadOnlyList<ThrownError>? Exceptions { get; init; }

    /// <summary>How the test failed, in the ledger's terms.</summary>
    public ExpectedFailure? Failure { get; init; }

    /// <summary>The ledger's reason for the difference, where it has one.</summary>
    public string? Reason { get; init; }

    /// <summary>The entry to which <c>--accept</c> applies; <see langword="null"/> when a ledger cannot mend this.</summary>
    public string? LedgerKey { get; init; }

    /// <summary>The entry that would make it green, as it would stand in the ledger.</summary>
    public string? LedgerEntry { get; init; }

    /// <summary>The statements that were sent, in order.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Sql { get; init; } = [];

    /// <summary>How to connect to the database that was kept for a look.</summary>
    public string? Kept { get; init; }

    /// <summary>Whether this run's <c>--accept</c> wrote it into the ledger, so that it is red no longer; else <see langword="null"/>.</summary>
    public bool? Accepted { get; init; }

    /// <summary>How its verdict varied, where the target was run several times and it did; else <see langword="null"/>.</summary>
    public Flakiness? Flaky { get; init; }

    /// <summary>The innermost frame of its failure that lies in the repository; else <see langword="null"/>.</summary>
    [JsonIgnore]
    public SourcePlace? FailedAt => Exceptions?.Select(e => e.At).FirstOrDefault(p => p is not null);

    /// <summary>Whether the run is red for it.</summary>
    [JsonIgnore]
    public bool IsRed => Flaky is not null || Verdict.IsRed() && Accepted != true;

    /// <summary>The cell that a test program judged.</summary>
    public static Cell Of(string target, CellJudged judged) => new(target, judged.Verdict, judged.Verdict.Ran() ? judged.DurationMs : null)
    {
        Waited = judged.Waited,
        Observations = judged.Observations,
        Error = judged.Error,
        Exceptions = judged.Exceptions,
        Failure = judged.Failure,
        Reason = judged.Reason,
        LedgerKey = judged.LedgerKey,
        LedgerEntry = judged.LedgerEntry,
        Sql = judged.Sql,
        Kept = judged.Kept,
    };

    /// <summary>What a test program would have said of it.</summary>
    public CellJudged Judged(Behaviour behaviour) => new(behaviour.Name, behaviour.Subject, Verdict, DurationMs ?? 0)
    {
        Shared = behaviour.Shared,
        Class = behaviour.Class,
        Source = behaviour.Source,
        Waited = Waited,
        Observations = Observations,
        Error = Error,
        Exceptions = Exceptions,
        Failure = Failure,
        Reason = Reason,
        LedgerKey = LedgerKey,
        LedgerEntry = LedgerEntry,
        Sql = Sql,
        Kept = Kept,
    };
}
