using System.Collections.Frozen;

namespace Matrix.Harness.Statements;

/// <summary>Sorts statements by their first words.</summary>
internal static class StatementKinds
{
    private static readonly FrozenDictionary<string, StatementEffects> ByFirstWord = Kinds();

    private static readonly FrozenSet<string> WritingWords =
        FrozenSet.Create("insert", "replace", "update", "delete", "merge", "truncate", "load", "copy");

    /// <summary>What the statement may change beside the rows of tables.</summary>
    public static StatementEffects EffectsOf(List<string> words)
    {
        var first = words.FindIndex(w => w != "(");
        if (first < 0 || !ByFirstWord.TryGetValue(words[first], out var effects))
            return StatementEffects.Unknown;
        return words[first] switch
        {
            "create" or "drop" when words.Count > first + 1 && words[first + 1] is "temporary" or "temp" => StatementEffects.Session,
            "rollback" when words.Contains("to") => StatementEffects.None,
            "commit" or "end" or "rollback" or "abort" when words.Contains("chain") => effects | StatementEffects.Begin,
            // Every table goes that refers to it, whatever its foreign key says of deletions.
            "truncate" when words.Contains("cascade") => effects | StatementEffects.AnyTable,
            "set" when words.Contains("autocommit") => StatementEffects.Session | StatementEffects.Transaction,
            "select" or "with" or "table" or "values" => OfQuery(words),
            "explain" or "analyze" or "describe" or "desc" when words.Any(w => ByFirstWord.GetValueOrDefault(w).HasFlag(StatementEffects.Unknown)) => StatementEffects.Unknown,
            _ => effects,
        };
    }

    /// <summary>Whether rows of a table may change.</summary>
    public static bool Writes(List<string> words) => words.Find(w => w != "(") switch
    {
        "with" or "explain" or "analyze" or "describe" or "desc" => words.Exists(WritingWords.Contains),
        { } first => WritingWords.Contains(first),
        null => false,
    };

    /// <summary>The rows that are added to one table, when nothing else can happen to any row.</summary>
    public static PlainInsert? PlainInsertOf(List<string> words)
    {
        if (words[0] != "insert" || words.Contains("conflict") || words.Contains("duplicate") || words.Skip(1).Any(WritingWords.Contains))
            return null;
        var into = words.IndexOf("into");
        if (into < 0 || into + 1 >= words.Count)
            return null;
        // Of a qualified name the last part counts; what follows it is a parenthesis or a keyword.
        var at = into + 2;
        while (at < words.Count && words[at] is not ("(" or "values" or "select" or "default" or "set" or "overriding" or "as" or "with" or "table"))
            at++;
        var end = at < words.Count && words[at] == "(" ? words.IndexOf(")", at) : -1;
        return new(words[at - 1], end < 0 || words[at + 1] is "select" or "with" or "values" ? null : words[(at + 1)..end]);
    }

    /// <summary>What a call of a function may change, where the engine's own functions change anything.</summary>
    public static StatementEffects EffectsOfFunction(string name) => name switch
    {
        "nextval" or "setval" => StatementEffects.Sequences,
        "get_lock" or "release_lock" or "release_all_locks" or "set_config" or "setseed" or "pg_notify" => StatementEffects.Session,
        _ when name.StartsWith("pg_advisory", StringComparison.Ordinal) || name.StartsWith("pg_try_advisory", StringComparison.Ordinal) => StatementEffects.Session,
        _ when name.StartsWith("lo_", StringComparison.Ordinal) || name.StartsWith("dblink", StringComparison.Ordinal) => StatementEffects.Unknown,
        _ => StatementEffects.None,
    };

    private static StatementEffects OfQuery(List<string> words)
    {
        if (words.Contains(":="))
            return StatementEffects.Session;
        var into = words.IndexOf("into");
        if (into < 0 || words.Exists(WritingWords.Contains) && words.Contains("insert"))
            return StatementEffects.None;
        return into + 1 < words.Count && words[into + 1] == "@" ? StatementEffects.Session : StatementEffects.Unknown;
    }

    private static FrozenDictionary<string, StatementEffects> Kinds()
    {
        var kinds = new Dictionary<string, StatementEffects>();
        Add(StatementEffects.None, "select with table values show explain describe desc fetch insert replace update delete merge copy savepoint release checkpoint");
        Add(StatementEffects.Transaction | StatementEffects.Begin, "begin start");
        Add(StatementEffects.Transaction, "commit end abort rollback truncate load analyze optimize check checksum vacuum");
        Add(StatementEffects.Session, "set reset discard listen unlisten notify use declare close move deallocate pragma attach detach");
        Add(StatementEffects.Session | StatementEffects.Transaction, "lock unlock flush");
        Add(StatementEffects.Schema | StatementEffects.Transaction, "create alter drop rename comment grant revoke refresh reindex cluster install uninstall import");
        // Named so that EXPLAIN ANALYZE of one is not taken for a query.
        Add(StatementEffects.Unknown | StatementEffects.Session, "execute prepare call do xa handler");
        return kinds.ToFrozenDictionary();

        void Add(StatementEffects effects, string words)
        {
            foreach (var word in words.Split(' '))
                kinds.Add(word, effects);
        }
    }
}
