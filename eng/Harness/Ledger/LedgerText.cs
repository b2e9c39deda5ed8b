using System.Text;
using System.Text.Json.Nodes;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Ledger;

/// <summary>Spells a ledger: one line an observation, so that a change of one answer is a change of one line.</summary>
public static class LedgerText
{
    /// <summary>A whole file.</summary>
    /// <param name="entries">The entries, in the order in which they are to stand.</param>
    /// <param name="schema">The path of the JSON schema, relative to the file; or <see langword="null"/>.</param>
    public static string File(IEnumerable<LedgerEntry> entries, string? schema)
    {
        var parts = entries.Select(Entry);
        if (schema is not null)
            parts = parts.Prepend($"  \"$schema\": {Quote(schema)}");
        return "{\n" + string.Join(",\n", parts) + "\n}\n";
    }

    /// <summary>One entry, indented as in its file, without a comma.</summary>
    public static string Entry(LedgerEntry entry)
    {
        var text = new StringBuilder()
            .Append($"  {Quote(entry.Key)}: {{\n")
            .Append($"    \"reason\": {Quote(entry.Reason)},\n")
            .Append($"    \"source\": {Quote(entry.Source)},\n")
            .Append(entry.Sql is null ? "" : $"    \"sql\": {Quote(entry.Sql)},\n")
            .Append($"    \"measured\": [{string.Join(", ", entry.Measured.Select(Quote))}]");
        if (entry.Observations.Count > 0)
            text.Append(",\n    \"observations\": {\n").AppendJoin(",\n", entry.Observations.Select(o => $"      {Quote(o.Key)}: {Line(o.Value, ObservedValue.Spell)}")).Append("\n    }");
        if (entry.Fails.Count > 0)
            text.Append(",\n    \"fails\": ").Append(Line(entry.Fails, f => ObservedValue.Spell(f.ToJson())));
        return text.Append("\n  }").ToString();
    }

    private static string Line<T>(IReadOnlyDictionary<string, T> byEngine, Func<T, string> spell) =>
        byEngine.Count == 0 ? "{}" : "{ " + string.Join(", ", byEngine.Select(v => $"{Quote(v.Key)}: {spell(v.Value)}")) + " }";

    internal static string Quote(string text) => ObservedValue.Spell(JsonValue.Create(text));
}
