using System.Text.Json.Serialization;

namespace Matrix.Harness.Verdicts;

/// <summary>What came of one behaviour on one target.</summary>
public enum Verdict
{
    /// <summary>It did what it claims.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,
    /// <summary>Engines differ here, and this one answered as the ledger says.</summary>
    [JsonStringEnumMemberName("difference")]
    Difference,
    /// <summary>It failed, or observed something, and the ledger says nothing of it.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
    /// <summary>The ledger says that it differs; it no longer does.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,
    /// <summary>It differs, but not as the ledger says.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,
    /// <summary>In the ledger or on another target, but it did not run here.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
    /// <summary>No server, or the server was lost.</summary>
    [JsonStringEnumMemberName("unavailable")]
    Unavailable,
    /// <summary>Its author skips it, everywhere.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
