using System.Text.Json.Nodes;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Ledger;

/// <summary>Turns what an engine did into what the ledger expects of it.</summary>
public static class LedgerAcceptance
{
    private static readonly string[] EngineOrder = ["sqlite", "postgres", "mysql", "mariadb"];

    /// <summary>The entry after an engine's answers have been accepted. Other engines' answers, the reason and the source stay.</summary>
    /// <param name="entry">The entry so far, or <see langword="null"/>.</param>
    /// <param name="behaviour">The entry's name, should there be none yet.</param>
    /// <param name="engine">The engine that answered.</param>
    /// <param name="observations">What it answered.</param>
    /// <param name="failure">How the test failed on it, or <see langword="null"/>.</param>
    /// <param name="sql">The statement that asked, kept where the entry has none yet; or <see langword="null"/>.</param>
    /// <returns>The entry, or <see langword="null"/> when nothing is left to expect and nobody wrote a reason that would be lost with it.</returns>
    public static LedgerEntry? Accept(
        LedgerEntry? entry, string behaviour, EngineIdentity engine, IReadOnlyDictionary<string, JsonNode?> observations, ExpectedFailure? failure,
        string? sql = null)
    {
        entry ??= new LedgerEntry(behaviour, "", "");
        var labels = entry.Observations.Keys.Union(observations.Keys);
        var accepted = entry with
        {
            Sql = entry.Sql ?? sql,
            Observations = labels
                .Select(label => (label, answers: Answers(label)))
                .Where(o => o.answers.Count > 0)
                .ToDictionary(o => o.label, o => o.answers),
            Fails = Fold(entry.Fails, entry.Measured, engine, failure is not null, failure!, (a, b) => a == b),
            Measured = [.. entry.Measured.Append(engine.ToString()).Distinct().OrderBy(Rank).ThenBy(m => Version(m), VersionOrder)],
        };
        var hasReason = !string.IsNullOrWhiteSpace(entry.Reason) || !string.IsNullOrWhiteSpace(entry.Source);
        return hasReason || accepted.Observations.Count + accepted.Fails.Count > 0 ? accepted : null;

        IReadOnlyDictionary<string, JsonNode?> Answers(string label)
        {
            var before = entry.Observations.GetValueOrDefault(label) ?? new Dictionary<string, JsonNode?>();
            // A test that failed half-way never came to its later observations: what is known of those stays.
            if (!observations.TryGetValue(label, out var answer) && failure is not null)
                return before;
            return Fold(before, entry.Measured, engine, observations.ContainsKey(label), answer, (a, b) => ObservedValue.Spell(a) == ObservedValue.Spell(b));
        }
    }

    // Spells the engine's answers anew from its measured versions: ranges only where an answer changed between them.
    private static Dictionary<string, T> Fold<T>(
        IReadOnlyDictionary<string, T> before, IReadOnlyList<string> measured, EngineIdentity engine, bool answered, T answer, Func<T, T, bool> same)
    {
        // A range that says so already may cover versions that nobody has measured here: it stays as a person wrote it.
        if (answered && LedgerEntry.TryFind(before, engine, out var expected) && same(expected, answer))
            return before.ToDictionary();

        var versions = new SortedList<string, (bool Known, T Value)>(VersionOrder);
        foreach (var version in measured.Where(m => m.StartsWith(engine.Name + "@", StringComparison.Ordinal)).Select(Version))
            versions[version] = (LedgerEntry.TryFind(before, new EngineIdentity(engine.Name, version), out var value), value);
        versions[Version(engine.ToString())] = (answered, answer);

        var groups = new List<(string From, string To, bool Known, T Value)>();
        foreach (var (version, (known, value)) in versions)
        {
            if (groups.Count > 0 && groups[^1].Known == known && (!known || same(groups[^1].Value, value)))
                groups[^1] = groups[^1] with { To = version };
            else
                groups.Add((version, version, known, value));
        }

        var after = before.Where(b => EngineRange.TryParse(b.Key)!.Engine != engine.Name).ToDictionary();
        for (var i = 0; i < groups.Count; i++)
        {
            var range = (first: i == 0, last: i == groups.Count - 1) switch
            {
                (true, true) => engine.Name,
                (true, false) => $"{engine.Name}@<{groups[i + 1].From}",
                (false, true) => $"{engine.Name}@>={groups[i].From}",
                _ when groups[i].From == groups[i].To => $"{engine.Name}@{groups[i].From}",
                _ => $"{engine.Name}@{groups[i].From}..{groups[i].To}",
            };
            if (groups[i].Known)
                after[range] = groups[i].Value;
        }

        return after.OrderBy(a => Rank(a.Key)).ToDictionary();
    }

    private static int Rank(string engine)
    {
        var rank = Array.IndexOf(EngineOrder, engine.Split('@')[0]);
        return rank < 0 ? EngineOrder.Length : rank;
    }

    private static string Version(string identity) => identity[(identity.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static Comparer<string> VersionOrder { get; } = Comparer<string>.Create((a, b) =>
        EngineRange.Compare(a, b) is var difference and not 0 ? difference : a.Length.CompareTo(b.Length));
}
