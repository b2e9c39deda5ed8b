using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matrix.Harness.Verdicts;

/// <summary>The one spelling of an observed value, so that two observations are equal exactly when their texts are.</summary>
internal static class ObservedValue
{
    public static readonly JsonSerializerOptions Spelling = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? ToJson(object? value) => value switch
    {
        null or DBNull => null,
        JsonNode node => node.DeepClone(),
        bool b => JsonValue.Create(b),
        string s => JsonValue.Create(HalfCharacters.Spell(s)),
        char c => JsonValue.Create(HalfCharacters.Spell(c.ToString())),
        // A number keeps its spelling: 1.50 and 1.5 are different answers to "which scale?".
        decimal or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or System.Numerics.BigInteger
            => JsonNode.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        double d => double.IsFinite(d) ? JsonNode.Parse(d.ToString("R", CultureInfo.InvariantCulture)) : JsonValue.Create(d.ToString(CultureInfo.InvariantCulture)),
        float f => float.IsFinite(f) ? JsonNode.Parse(f.ToString("R", CultureInfo.InvariantCulture)) : JsonValue.Create(f.ToString(CultureInfo.InvariantCulture)),
        byte[] bytes => JsonValue.Create("0x" + Convert.ToHexString(bytes)),
        DateTime t => JsonValue.Create(t.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + Suffix(t.Kind)),
        DateTimeOffset t => JsonValue.Create(t.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)),
        DateOnly d => JsonValue.Create(d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly t => JsonValue.Create(t.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        TimeSpan t => JsonValue.Create(t.ToString("c", CultureInfo.InvariantCulture)),
        Enum e => JsonValue.Create(e.ToString()),
        Guid g => JsonValue.Create(g.ToString()),
        IEnumerable sequence => new JsonArray([.. sequence.Cast<object?>().Select(ToJson)]),
        _ => JsonValue.Create(HalfCharacters.Spell(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")),
    };

    public static string Spell(JsonNode? value) => value?.ToJsonString(Spelling) ?? "null";

    private static string Suffix(DateTimeKind kind) => kind switch { DateTimeKind.Utc => "Z", DateTimeKind.Local => " local", _ => "" };
}
