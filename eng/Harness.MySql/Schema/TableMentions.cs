using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Matrix.Harness.MySql.Schema;

/// <summary>Finds the tables that a statement may write to: all that its text mentions, wherever, in texts and comments too.</summary>
/// <remarks>
/// The text is not parsed. A name is a run of characters that can stand in one, so no quoting and no comment hides a table.
/// What can write to a table that the text does not mention raises a doubt: a routine, a view, a trigger, a prepared text, DDL.
/// Safe for use by several threads.
/// </remarks>
internal sealed class TableMentions
{
    private const int Remembered = 2000;

    private static readonly FrozenSet<string> WritingWords = Words("insert replace update delete load merge");

    private static readonly FrozenSet<string> DoubtfulWords = Words(
        "call execute prepare create alter drop rename truncate grant revoke import xa");

    private readonly FrozenDictionary<string, int> tables;
    private readonly FrozenSet<string> views, routines, triggered;
    private readonly (string Name, int Table)[] odd;
    private readonly int[] sequences;
    private readonly ILookup<int, int> references;
    private readonly ConcurrentDictionary<string, Mentions> memory = new(StringComparer.Ordinal);

    /// <param name="tables">The tables' names, each known by its place.</param>
    /// <param name="sequences">The places of those that are sequences: a column's default may move one.</param>
    /// <param name="references">Foreign keys: referenced table, referencing table.</param>
    /// <param name="views">The names of the views.</param>
    /// <param name="routines">The names of the routines.</param>
    /// <param name="triggered">The names of the tables that have triggers.</param>
    public TableMentions(
        IReadOnlyList<string> tables, IEnumerable<int> sequences, IEnumerable<(int Parent, int Child)> references, IEnumerable<string> views, IEnumerable<string> routines, IEnumerable<string> triggered)
    {
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tables.Count; i++)
            byName[tables[i]] = i;
        this.tables = byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        odd = [.. byName.Where(t => !t.Key.All(IsInName)).Select(t => (t.Key, t.Value))];
        this.sequences = [.. sequences];
        this.references = references.ToLookup(r => r.Parent, r => r.Child);
        this.views = views.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.routines = routines.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.triggered = triggered.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        IsReliable = this.views.Concat(this.routines).All(name => name.All(IsInName)) && !odd.Any(t => t.Name.AsSpan().ContainsAny('`', '"', '\\'));
    }

    /// <summary>Whether a table has a trigger.</summary>
    public bool HasTriggers => triggered.Count > 0;

    /// <summary>Whether every name can be found in a text. One that holds a quote can be spelled in several ways.</summary>
    public bool IsReliable { get; }

    /// <summary>What a statement may write to.</summary>
    public Mentions In(string sql)
    {
        if (memory.TryGetValue(sql, out var known))
            return known;
        var found = Find(sql);
        if (memory.Count < Remembered)
            memory[sql] = found;
        return found;
    }

    private Mentions Find(string sql)
    {
        var mentioned = odd.Where(t => sql.Contains(t.Name, StringComparison.OrdinalIgnoreCase)).Select(t => t.Table).ToHashSet();
        bool writes = false, doubtful = false, indirect = odd.Any(t => mentioned.Contains(t.Table) && triggered.Contains(t.Name));
        for (var at = 0; at < sql.Length; at++)
        {
            var start = at;
            while (at < sql.Length && IsInName(sql[at]))
                at++;
            if (at == start)
                continue;
            var word = sql[start..at];
            if (tables.TryGetValue(word, out var table))
                mentioned.Add(table);
            writes |= WritingWords.Contains(word);
            doubtful |= DoubtfulWords.Contains(word) || routines.Contains(word) || views.Contains(word) && routines.Count > 0;
            indirect |= views.Contains(word) || triggered.Contains(word);
        }

        if (!writes)
            return new([.. mentioned.Intersect(sequences)], doubtful);
        // Rows that go into something that is no table go into tables unseen.
        doubtful |= indirect || mentioned.Count == 0;
        mentioned.UnionWith(sequences);
        return new([.. WithReferencing(mentioned)], doubtful);
    }

    private HashSet<int> WithReferencing(HashSet<int> mentioned)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>(mentioned);
        while (pending.TryPop(out var table))
        {
            if (!reached.Add(table))
                continue;
            foreach (var child in references[table])
                pending.Push(child);
        }

        return reached;
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Whatever lies beyond ASCII may stand in a name.
    private static bool IsInName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or >= '\u0080';
}

/// <summary>What a statement may write to.</summary>
/// <param name="Tables">The tables, with those that foreign keys reach from them.</param>
/// <param name="IsDoubtful">Whether it may write to any other, too, or change a definition.</param>
internal sealed record Mentions(IReadOnlyList<int> Tables, bool IsDoubtful);
