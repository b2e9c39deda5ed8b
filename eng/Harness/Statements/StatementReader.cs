using System.Collections.Concurrent;

namespace Matrix.Harness.Statements;

/// <summary>Tells from a statement's text what running it may change. Where it cannot tell, it says more rather than less.</summary>
/// <remarks>Safe for use by several threads. Remembers what it read, as tests send the same texts again and again.</remarks>
/// <param name="syntax">How the engine family quotes and comments.</param>
public sealed class StatementReader(SqlSyntax syntax)
{
    private const int Remembered = 2000;

    private readonly ConcurrentDictionary<string, StatementReading> memory = new(StringComparer.Ordinal);

    /// <summary>Reads one text, which may hold several statements.</summary>
    public StatementReading Read(string sql)
    {
        if (memory.TryGetValue(sql, out var known))
            return known;
        var reading = ReadAll(sql);
        if (memory.Count < Remembered)
            memory[sql] = reading;
        return reading;
    }

    private StatementReading ReadAll(string sql)
    {
        var effects = StatementEffects.None;
        var inserted = new List<PlainInsert>();
        var changed = new HashSet<string>();
        var called = new HashSet<string>();
        var statements = new SqlWords(sql, syntax);
        while (statements.Next() is { } words)
        {
            effects |= words.Contains(SqlWords.Encoded) ? StatementEffects.Unknown : StatementKinds.EffectsOf(words);
            for (var i = 1; i < words.Count; i++)
            {
                if (words[i] == "(")
                    called.Add(words[i - 1]);
            }

            if (StatementKinds.PlainInsertOf(words) is { } insert)
                inserted.Add(insert);
            else if (StatementKinds.Writes(words))
                changed.UnionWith(words);
        }

        foreach (var function in called)
            effects |= StatementKinds.EffectsOfFunction(function);
        return new(effects, inserted, [.. changed], [.. called]);
    }
}
