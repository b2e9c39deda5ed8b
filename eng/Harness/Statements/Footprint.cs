namespace Matrix.Harness.Statements;

/// <summary>What a lease's statements may have changed, gathered while they are sent. Safe for use by several threads.</summary>
public sealed class Footprint
{
    private readonly Lock guard = new();
    private readonly HashSet<string> inserted = [];
    // The columns that were given values in them; without a name, all.
    private readonly HashSet<(string Table, string? Column)> given = [];
    private readonly HashSet<string> changed = [];
    private readonly HashSet<string> called = [];
    private string? lastEnd;

    /// <summary>What may have changed beside the rows of tables.</summary>
    public StatementEffects Effects { get; private set; }

    /// <summary>The last statement that may have ended the transaction; <see langword="null"/> when there was none.</summary>
    public string? TransactionEnd => lastEnd;

    /// <summary>Adds what a statement may change.</summary>
    public void Note(string sql, StatementReading reading)
    {
        lock (guard)
        {
            Effects |= reading.Effects;
            if (reading.Effects.HasFlag(StatementEffects.Transaction))
                lastEnd = sql;
            foreach (var (table, columns) in reading.Inserted)
            {
                inserted.Add(table);
                given.UnionWith(columns?.Select(column => (table, (string?)column)) ?? [(table, null)]);
            }

            changed.UnionWith(reading.Changed);
            called.UnionWith(reading.Called);
        }
    }

    /// <summary>How many of the transactions that were begun by a call have not been ended by one.</summary>
    public int OpenTransactions { get; private set; }

    /// <summary>Whether a statement's text began a transaction, so that what is open is not known.</summary>
    public bool SpellsTransactions => Effects.HasFlag(StatementEffects.Begin);

    /// <summary>Adds that a transaction was begun by a call.</summary>
    public void NoteBegin()
    {
        lock (guard)
            OpenTransactions++;
    }

    /// <summary>Adds that the transaction was ended other than by a statement's text.</summary>
    /// <param name="how">The call that did it, for a person to read.</param>
    public void NoteEnd(string how)
    {
        lock (guard)
        {
            Effects |= StatementEffects.Transaction;
            lastEnd = how;
            OpenTransactions--;
        }
    }

    /// <summary>Adds that anything may have changed.</summary>
    public void NoteUnknown()
    {
        lock (guard)
            Effects |= StatementEffects.Unknown;
    }

    /// <summary>The tables whose rows may have changed.</summary>
    public DirtyTables In(TableGraph tables)
    {
        lock (guard)
            return tables.Dirtied(inserted, changed, called, Effects);
    }

    /// <summary>The tables to which rows may have been added that the server numbered, none of whose other rows can have changed.</summary>
    public IReadOnlySet<int> OnlyGrownIn(TableGraph tables)
    {
        lock (guard)
            return tables.Grown(inserted, given, changed, called, Effects);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (guard)
        {
            Effects = StatementEffects.None;
            (lastEnd, OpenTransactions) = (null, 0);
            inserted.Clear();
            given.Clear();
            changed.Clear();
            called.Clear();
        }
    }
}
