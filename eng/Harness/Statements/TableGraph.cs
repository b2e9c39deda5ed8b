namespace Matrix.Harness.Statements;

/// <summary>The tables of a blueprint, and how a write to one reaches others.</summary>
public sealed class TableGraph
{
    private readonly ILookup<string, int> byName;
    private readonly ILookup<int, int> cascades;
    private readonly HashSet<string> indirect;
    private readonly HashSet<int> triggered;
    private readonly IReadOnlyList<string> names;

    /// <summary>Describes a blueprint's tables, each known by its place in the list.</summary>
    /// <param name="tables">The tables' names, without schema, in any case.</param>
    /// <param name="cascades">Foreign keys that pass on a deletion or an update: referenced table, referencing table.</param>
    /// <param name="triggered">The tables that have triggers or rules: a write to one may be a write to any.</param>
    /// <param name="indirect">Views and routines: a statement that names one may write to any table.</param>
    public TableGraph(IReadOnlyList<string> tables, IEnumerable<(int Parent, int Child)> cascades, IEnumerable<int> triggered, IEnumerable<string> indirect)
    {
        names = [.. tables.Select(name => name.ToLowerInvariant())];
        byName = Enumerable.Range(0, names.Count).ToLookup(i => names[i]);
        this.cascades = cascades.ToLookup(c => c.Parent, c => c.Child);
        this.triggered = [.. triggered];
        this.indirect = [.. indirect.Select(name => name.ToLowerInvariant())];
    }

    /// <summary>Whether a write can reach a table to which the statement's text does not lead: through a routine that a column's default or an operator calls, say.</summary>
    public bool HidesWrites { get; init; }

    /// <summary>The column of each table whose values the server counts, where a row with a value of the test's own is to be told from others; by default of none.</summary>
    public IReadOnlyList<string?> Numbered { get; init; } = [];

    /// <summary>All tables.</summary>
    public DirtyTables All => new([.. Enumerable.Range(0, names.Count)], IsGuess: true);

    /// <summary>The tables to which rows were added that the server numbered, and nothing else was done.</summary>
    internal HashSet<int> Grown(HashSet<string> inserted, HashSet<(string Table, string? Column)> given, HashSet<string> changed, HashSet<string> called, StatementEffects effects)
    {
        var grown = inserted.SelectMany(name => byName[name]).ToHashSet();
        // What is written unseen may change any row.
        if (effects.HasFlag(StatementEffects.Unknown) || called.Overlaps(indirect) || !inserted.All(byName.Contains) || grown.Overlaps(triggered))
            return [];
        grown.ExceptWith(Dirtied([], changed, called, effects).Tables);
        grown.RemoveWhere(table => Numbered.Count > 0 && Numbered[table] is { } column
            && (given.Contains((names[table], null)) || given.Contains((names[table], column.ToLowerInvariant()))));
        return grown;
    }

    internal DirtyTables Dirtied(HashSet<string> inserted, HashSet<string> changed, HashSet<string> called, StatementEffects effects)
    {
        if (effects.HasFlag(StatementEffects.Unknown) || called.Overlaps(indirect))
            return All;
        if (changed.Overlaps(indirect) || effects.HasFlag(StatementEffects.AnyTable))
            return All with { IsGuess = false };
        var dirty = new HashSet<int>();
        foreach (var name in inserted)
        {
            // Rows that go into something that is no table go into tables unseen.
            if (!byName.Contains(name))
                return All with { IsGuess = false };
            dirty.UnionWith(byName[name]);
        }

        var pending = new Stack<int>(changed.SelectMany(name => byName[name]));
        if (changed.Count > 0 && pending.Count == 0)
            return All with { IsGuess = false };
        while (pending.TryPop(out var table))
        {
            if (!dirty.Add(table) && !cascades.Contains(table))
                continue;
            foreach (var child in cascades[table].Where(child => !dirty.Contains(child)))
                pending.Push(child);
        }

        return dirty.Overlaps(triggered) ? All with { IsGuess = false } : new([.. dirty.Order()], IsGuess: false);
    }
}

/// <summary>The tables whose rows a lease may have changed.</summary>
/// <param name="Tables">Their places in the graph, in order.</param>
/// <param name="IsGuess">Whether some statement's doings could not be told, so that the schema may have changed too.</param>
public sealed record DirtyTables(IReadOnlyList<int> Tables, bool IsGuess);
