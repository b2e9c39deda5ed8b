using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matrix.Harness.Ledger;

/// <summary>Reads <c>Subject.differences.json</c>.</summary>
internal static class LedgerFile
{
    public const string Suffix = ".differences.json";

    private const string Remedy = "Mend it by hand, or delete the entry and run with --accept to have it written anew.";

    public static IReadOnlyList<LedgerEntry> Read(string path)
    {
        var text = ReadText(path);
        var subject = Path.GetFileName(path)[..^Suffix.Length];
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw Broken(path, (int?)e.LineNumber + 1 ?? LineOfRepeated(text, e.Message), $"the ledger is not JSON: {e.Message.Split(" LineNumber:")[0]}");
        }

        if (root is not JsonObject entries)
            throw Broken(path, 1, "the ledger must hold one object, with a behaviour's name for each key");
        try
        {
            return [.. entries.Where(e => e.Key != "$schema").Select(e => ReadEntry(path, text, subject, e.Key, e.Value))];
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair is valid JSON, and no text.
            throw Broken(path, 1, $"a text of the ledger is none: {e.Message.TrimEnd('.')}");
        }
    }

    private static LedgerEntry ReadEntry(string path, string text, string subject, string key, JsonNode? node)
    {
        var line = LineOf(text, key);
        if (node is not JsonObject entry)
            throw Broken(path, line, $"'{key}' must be an object");
        if (entry.Select(p => p.Key).FirstOrDefault(k => k is not ("reason" or "source" or "sql" or "measured" or "observations" or "fails")) is { } unknown)
            throw Broken(path, line, $"'{key}' has an unknown property '{unknown}'; there are reason, source, sql, measured, observations and fails");

        return new LedgerEntry($"{subject}.{key}", Text("reason"), Text("source"))
        {
            Sql = Text("sql") is { Length: > 0 } sql ? sql : null,
            Measured = Measured(),
            Observations = Section("observations").ToDictionary(
                o => o.Key,
                o => (IReadOnlyDictionary<string, JsonNode?>)ByEngine(o.Value as JsonObject
                    ?? throw Broken(path, line, $"'{key}': the observation '{o.Key}' must give a value for each engine"))),
            Fails = ByEngine(Section("fails")).ToDictionary(f => f.Key, f => ReadFailure(f.Value)),
        };

        string Text(string name) => entry[name] switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => throw Broken(path, line, $"'{key}': '{name}' must be a text"),
        };

        IReadOnlyList<string> Measured()
        {
            if (entry["measured"] is not { } measured)
                return [];
            var versions = (measured as JsonArray)?.Select(m => m?.GetValueKind() == JsonValueKind.String ? m.GetValue<string>() : "").ToList();
            return versions?.All(v => v.Contains('@', StringComparison.Ordinal) && EngineRange.TryParse(v) is not null) == true
                ? versions
                : throw Broken(path, line, $"'{key}': 'measured' must be a list of engines at a version, such as [\"postgres@18\"]");
        }

        JsonObject Section(string name) => entry[name] switch
        {
            null => [],
            JsonObject section => section,
            _ => throw Broken(path, line, $"'{key}': '{name}' must be an object"),
        };

        Dictionary<string, JsonNode?> ByEngine(JsonObject values)
        {
            foreach (var (range, _) in values)
            {
                if (EngineRange.TryParse(range) is null)
                    throw Broken(path, line, $"'{key}': '{range}' names no engine; write postgres, postgres@18, postgres@<18, postgres@>=18 or postgres@15..17");
            }

            return values.ToDictionary(v => v.Key, v => v.Value);
        }

        ExpectedFailure ReadFailure(JsonNode? failure)
        {
            try
            {
                return failure.Deserialize(LedgerJson.Default.ExpectedFailure) is { } read && read != new ExpectedFailure(null, null, null, null, null)
                    ? read
                    : throw new JsonException();
            }
            catch (JsonException)
            {
                throw Broken(path, line, $"'{key}': an expected failure must be an object with error, sqlState, number, exception or message");
            }
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"{path}: the ledger cannot be read: {e.Message} Make it readable, or restore it from version control.");
        }
    }

    private static int LineOf(string text, string key)
    {
        var at = text.IndexOf(LedgerText.Quote(key), StringComparison.Ordinal);
        return at < 0 ? 1 : text.AsSpan(0, at).Count('\n') + 1;
    }

    // The parser names a property that is there twice, and not its line.
    private static int LineOfRepeated(string text, string message)
    {
        var (first, last) = (message.IndexOf('\''), message.LastIndexOf('\''));
        var at = first < last ? text.LastIndexOf(LedgerText.Quote(message[(first + 1)..last]), StringComparison.Ordinal) : -1;
        return at < 0 ? 1 : text.AsSpan(0, at).Count('\n') + 1;
    }

    private static LedgerException Broken(string path, int line, string what) => new($"{path}({line}): {what}. {Remedy}");
}
