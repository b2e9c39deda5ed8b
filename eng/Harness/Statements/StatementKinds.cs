using System.Collections.Frozen;

namespace Matrix.Harness.Statements;

/// <summary>Sorts statements by their first words.</summary>
internal static class StatementKinds
{
    private static readonly FrozenDictionary<string, StatementEffects> ByFirstWord = Kinds();

    private static readonly FrozenSet<string> WritingWords =
        FrozenSet.Create("insert", "replace", "update", "delete", "merge", "truncate", "load", "copy", "nextval", "setval");

    /// <summary>What the statement may change besides the rows of tables.</summary>
    public static StatementEffects EffectsOf(List<string> words)
    {
        var first = words.FindIndex(w => w != "(");
        if (first < 0 || !ByFirstWord.TryGetValue(words[first], out var effects))
            return StatementEffects.Unknown;
        return words[first] switch
        {
            "create" or "drop" when words.Count > first + 1 && words[first + 1] is "temporary" or "temp" => StatementEffects.Session,
            "rollback" when words.Contains("to") => StatementEffects.None,
            "set" when words.Contains("autocommit") => StatementEffects.Session | StatementEffects.Transaction,
            _ => effects,
        };
    }

    /// <summary>Whether rows of a table may change.</summary>
    public static bool Writes(List<string> words) => words.Exists(WritingWords.Contains);

    private static FrozenDictionary<string, StatementEffects> Kinds()
    {
        var kinds = new Dictionary<string, StatementEffects>();
        Add(StatementEffects.None, "select with table values show explain describe desc fetch insert replace update delete merge copy savepoint release checkpoint");
        Add(StatementEffects.Transaction, "begin start commit end abort rollback truncate load analyze optimize check checksum vacuum");
        Add(StatementEffects.Session, "set reset discard listen unlisten notify use declare close move deallocate pragma attach detach");
        Add(StatementEffects.Session | StatementEffects.Transaction, "lock unlock flush");
        Add(StatementEffects.Schema | StatementEffects.Transaction, "create alter drop rename comment grant revoke refresh reindex cluster install uninstall import");
        Add(StatementEffects.Unknown | StatementEffects.Session, "execute prepare call do xa handler");
        return kinds.ToFrozenDictionary();

        void Add(StatementEffects effects, string words)
        {
            foreach (var word in words.Split(' '))
                kinds.Add(word, effects);
        }
    }
}
