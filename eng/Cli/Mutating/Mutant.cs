using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Mutating;

/// <summary>The ledger with one expected value changed: a lie that a run must find.</summary>
/// <param name="Entry">The entry, with the lie in it.</param>
/// <param name="Lie">What was changed, for a person to read.</param>
internal sealed record Mutant(LedgerEntry Entry, string Lie)
{
    /// <summary>Every mutant that a run on an engine is bound to find: one for each of its expected values and failures.</summary>
    public static IEnumerable<Mutant> Of(LedgerEntry entry, EngineIdentity engine)
    {
        foreach (var (label, answers) in entry.Observations)
        {
            foreach (var (range, answer) in answers.Where(a => EngineRange.TryParse(a.Key)!.Contains(engine)))
            {
                var lie = Altered(answer);
                yield return new(
                    entry with { Observations = With(entry.Observations, label, With(answers, range, lie)) },
                    $"{entry.Behaviour}, {label}, {range}: {Spell(answer)} became {Spell(lie)}");
            }
        }

        foreach (var (range, failure) in entry.Fails.Where(f => EngineRange.TryParse(f.Key)!.Contains(engine)))
        {
            var lie = failure.Message is null ? failure with { Error = (failure.Error ?? "") + "-altered" } : failure with { Message = failure.Message + " altered" };
            yield return new(entry with { Fails = With(entry.Fails, range, lie) }, $"{entry.Behaviour} on {range}: its expected failure was altered");
        }
    }

    /// <summary>A value of the same kind that is another.</summary>
    public static JsonNode? Altered(JsonNode? value) => value switch
    {
        null => JsonValue.Create("altered"),
        JsonArray array => new JsonArray([.. array.Select(v => v?.DeepClone()), JsonValue.Create("altered")]),
        JsonObject error => new JsonObject(error.Select(p => KeyValuePair.Create(p.Key, p.Key == "error" ? JsonValue.Create(p.Value + "-altered") : p.Value?.DeepClone()))),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => JsonValue.Create(false),
            JsonValueKind.False => JsonValue.Create(true),
            JsonValueKind.Number => JsonNode.Parse((decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(value.GetValue<string>() + " altered"),
        },
    };

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> values, string key, T value) =>
        values.ToDictionary(v => v.Key, v => v.Key == key ? value : v.Value);

    private static string Spell(JsonNode? value) => value?.ToJsonString() ?? "null";
}
