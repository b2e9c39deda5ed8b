using System.Text.Json.Serialization;
using Matrix.Harness.Leases;

namespace Matrix.Cli.Merging;

/// <summary>One target of a run.</summary>
/// <param name="Name">The target's name: <c>mariadb@11.8</c>.</param>
/// <param name="Backend">The backend that ran it: <c>mysql</c>.</param>
/// <param name="Required">Whether the run is red without its server.</param>
/// <param name="Totals">Its cells, counted.</param>
internal sealed record TargetReport(string Name, string Backend, bool Required, Totals Totals)
{
    /// <summary>What its server says it is; <see langword="null"/> without a server.</summary>
    public string? Engine { get; init; }

    /// <summary>The server's version.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Where the server came from, for a person to read.</summary>
    public string? Source { get; init; }

    /// <summary>How long it took until the server answered, in milliseconds.</summary>
    public double? ReadyMs { get; init; }

    /// <summary>The settings that bear on results, as read back from the server.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Why there was no server, or no longer; what was tried, and what to do.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Whether there was a server, which died.</summary>
    public bool Lost { get; init; }

    /// <summary>Why nothing was run, or not all is known of it.</summary>
    public string? Broken { get; init; }

    /// <summary>Whether the run came to its end.</summary>
    public bool Complete { get; init; }

    /// <summary>A hash that is the same wherever the same behaviours were compiled in.</summary>
    public string? Suite { get; init; }

    /// <summary>Which part of the suite was run, such as <c>2/3</c>; <see langword="null"/> for the whole.</summary>
    public string? Shard { get; init; }

    /// <summary>A hash that is the same for all parts that belong together; <see langword="null"/> for the whole.</summary>
    public string? Division { get; init; }

    /// <summary>What the order of tests was shuffled with; <see langword="null"/> for the usual order.</summary>
    public int? Seed { get; init; }

    /// <summary>How long the run took, its server's start included, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>What leasing cost.</summary>
    public LeaseStatistics? Leases { get; init; }

    /// <summary>Whether its server is missing, and that is wrong.</summary>
    [JsonIgnore]
    public bool IsServerMissed => Unavailable is not null && (Required || Lost);
}
