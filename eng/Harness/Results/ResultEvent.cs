using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Matrix.Harness.Leases;
using Matrix.Harness.Ledger;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Results;

/// <summary>One line of a results file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(RunStarted), "run")]
[JsonDerivedType(typeof(ServerSought), "seeking")]
[JsonDerivedType(typeof(ServerReady), "server")]
[JsonDerivedType(typeof(ServerMissing), "unavailable")]
[JsonDerivedType(typeof(CellsBound), "bound")]
[JsonDerivedType(typeof(CellJudged), "cell")]
[JsonDerivedType(typeof(ProblemFound), "problem")]
[JsonDerivedType(typeof(RunEnded), "end")]
public abstract record ResultEvent;

/// <summary>The first line: which backend, for which target.</summary>
/// <param name="Version">The version of this format: 2.</param>
/// <param name="Backend">The backend's name: <c>mysql</c>.</param>
/// <param name="Target">The target that was asked for: <c>mariadb@11.8</c>.</param>
/// <param name="Suite">A hash that is the same wherever the same behaviours were compiled in.</param>
/// <param name="StartedAt">When, in universal time.</param>
public sealed record RunStarted(int Version, string Backend, string Target, string Suite, DateTime StartedAt) : ResultEvent
{
    /// <summary>The version of the format that this code writes. Version 1 differs in what it lacks, and in that a duration held the waits too.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Which part of the suite was run, such as <c>2/3</c>; <see langword="null"/> for the whole.</summary>
    public string? Shard { get; init; }

    /// <summary>A hash that is the same for all parts that belong together; <see langword="null"/> for the whole.</summary>
    public string? Division { get; init; }

    /// <summary>What the order of tests was shuffled with, as <c>--shuffle</c> takes it; <see langword="null"/> for the usual order.</summary>
    public int? Seed { get; init; }
}

/// <summary>How the search for a server goes: the order of the sources, what those said that have none, a wait.</summary>
/// <param name="Message">A line for a person to read.</param>
public sealed record ServerSought(string Message) : ResultEvent;

/// <summary>The server answers.</summary>
/// <param name="Engine">What it says it is: <c>mariadb</c>.</param>
/// <param name="EngineVersion">Its version: <c>11.8.3</c>.</param>
/// <param name="Source">Where it came from, for a person to read.</param>
/// <param name="ReadyMs">How long that took, in milliseconds.</param>
/// <param name="Settings">The settings that bear on results, as read back.</param>
public sealed record ServerReady(string Engine, string EngineVersion, string Source, double ReadyMs, IReadOnlyDictionary<string, string> Settings) : ResultEvent;

/// <summary>No server could be had, or it was lost.</summary>
/// <param name="Message">What was tried, what each said, and what to do.</param>
/// <param name="Lost">Whether there was one, which died.</param>
public sealed record ServerMissing(string Message, bool Lost) : ResultEvent;

/// <summary>The tests that this run is going to run. A theory whose rows are known only later is bound once, by its name.</summary>
public sealed record CellsBound(IReadOnlyList<string> Names) : ResultEvent;

/// <summary>One behaviour on this target, judged.</summary>
/// <param name="Name">The test, with a theory's arguments: <c>TextComparison.Like_matches(pattern: "a%")</c>.</param>
/// <param name="Subject">The test's class.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="DurationMs">How long the test took, its construction and disposal included; in milliseconds. What it waited for is in <see cref="Waited"/>.</param>
public sealed record CellJudged(string Name, string Subject, Verdict Verdict, double DurationMs) : ResultEvent
{
    /// <summary>Whether every backend compiles it in; a backend's own tests are not missed on the others.</summary>
    [JsonRequired]
    public bool Shared { get; init; } = true;

    /// <summary>The full name of the test's class; <see langword="null"/> in version 1 of the format.</summary>
    public string? Class { get; init; }

    /// <summary>Where the test stands; <see langword="null"/> when that is not known.</summary>
    public SourcePlace? Source { get; init; }

    /// <summary>What it waited for; <see langword="null"/> when it did not run.</summary>
    public Waits? Waited { get; init; }

    /// <summary>What it observed, by label.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, JsonNode?> Observations { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Why it is red, or why it was skipped; else <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The exceptions that it failed with, the innermost first; <see langword="null"/> when there were none, or the ledger expects them.</summary>
    public IReadOnlyList<ThrownError>? Exceptions { get; init; }

    /// <summary>How the test method failed, in the ledger's terms; <see langword="null"/> when it did not.</summary>
    public ExpectedFailure? Failure { get; init; }

    /// <summary>The ledger entry to which <c>--accept</c> would apply, <see langword="null"/> when a ledger cannot mend this.</summary>
    public string? LedgerKey { get; init; }

    /// <summary>The ready-made entry, as it would stand in the ledger; <see langword="null"/> where accepting deletes it.</summary>
    public string? LedgerEntry { get; init; }

    /// <summary>The ledger's reason for the difference, where it has one.</summary>
    public string? Reason { get; init; }

    /// <summary>The statements that were sent, in order.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Sql { get; init; } = [];

    /// <summary>How to connect to the database that was kept for a look, where one was.</summary>
    public string? Kept { get; init; }
}

/// <summary>Something is wrong with the run rather than with a test: a ledger entry whose test is gone.</summary>
public sealed record ProblemFound(Verdict Verdict, string Name, string Message) : ResultEvent;

/// <summary>The last line. A file without it is of a run that was cut short.</summary>
public sealed record RunEnded(double DurationMs, LeaseStatistics? Leases = null) : ResultEvent;
