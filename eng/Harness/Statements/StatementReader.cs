using System.Collections.Concurrent;

namespace Matrix.Harness.Statements;

/// <summary>Tells from a statement's text what running it may change, for messages that name a statement. No lease is restored by it.</summary>
/// <remarks>Safe for use by several threads. Remembers what it has read, as tests send the same texts again and again.</remarks>
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

    /// <summary>Whether a text holds a statement that changes the server for everybody on it.</summary>
    /// <param name="sql">The text, which may hold several statements.</param>
    /// <param name="database">The test's own database, which it may alter and drop.</param>
    public bool ChangesServer(string sql, string database)
    {
        var statements = new SqlWords(sql, syntax);
        while (statements.Next() is { } words)
        {
            if (ServerStatements.Contains(words, syntax, database))
                return true;
        }

        return false;
    }

    private StatementReading ReadAll(string sql)
    {
        var effects = StatementEffects.None;
        var writes = false;
        var statements = new SqlWords(sql, syntax);
        while (statements.Next() is { } words)
        {
            effects |= StatementKinds.EffectsOf(words);
            writes |= StatementKinds.Writes(words);
        }

        return new(effects, writes || (effects & (StatementEffects.Schema | StatementEffects.Unknown)) != 0);
    }
}
