using System.Text.Json.Nodes;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Tests.Eng;

/// <summary>What may be wrong with a ledger that can be read.</summary>
internal static class LedgerFindings
{
    public static IEnumerable<string> SameEverywhere(IReadOnlyCollection<LedgerEntry> entries) =>
        from entry in entries
        where entry.Fails.Count == 0
        from observation in entry.Observations
        where !observation.Value.Values.Select(Spell).Distinct().Skip(1).Any()
        select $"{entry.Behaviour}: every engine answers '{observation.Key}' alike. Make it an assertion, and delete the observation.";

    public static IEnumerable<string> WithoutReason(IReadOnlyCollection<LedgerEntry> entries) =>
        from entry in entries
        where entry.Reason.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 5 || !entry.Reason.EndsWith('.')
        select $"{entry.Behaviour}: '{entry.Reason}' is no sentence that tells a user what to do.";

    public static IEnumerable<string> WithoutSource(IReadOnlyCollection<LedgerEntry> entries) =>
        from entry in entries
        where !Uri.TryCreate(entry.Source, UriKind.Absolute, out var source) || source.Scheme != Uri.UriSchemeHttps
        select $"{entry.Behaviour}: '{entry.Source}' is no page to read on.";

    public static IEnumerable<string> Unmeasured(IReadOnlyCollection<LedgerEntry> entries) =>
        from entry in entries
        from target in entries.SelectMany(e => e.Measured).Distinct()
        where !entry.Measured.Contains(target)
        select $"{entry.Behaviour}: never measured on {target}, where others are. Run it there with --accept.";

    public static IEnumerable<string> WithoutAnswer(IReadOnlyCollection<LedgerEntry> entries) =>
        from entry in entries
        from observation in entry.Observations
        from target in entry.Measured
        where !LedgerEntry.TryFind(entry.Fails, Engine(target), out _) && !LedgerEntry.TryFind(observation.Value, Engine(target), out _)
        select $"{entry.Behaviour}: '{observation.Key}' has no answer from {target}.";

    private static EngineIdentity Engine(string target) => new(target.Split('@')[0], target.Split('@')[1]);

    private static string Spell(JsonNode? value) => value?.ToJsonString() ?? "null";
}
