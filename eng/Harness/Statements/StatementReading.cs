namespace Matrix.Harness.Statements;

/// <summary>What running a statement may change, beside the rows of tables.</summary>
[Flags]
public enum StatementEffects
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Tables, columns, routines, or anything else with a definition.</summary>
    Schema = 1,
    /// <summary>The connection: its settings, temporary tables, locks, variables.</summary>
    Session = 2,
    /// <summary>The transaction may end.</summary>
    Transaction = 4,
    /// <summary>A sequence moves without a row being written.</summary>
    Sequences = 8,
    /// <summary>It was not understood: anything.</summary>
    Unknown = 16,
    /// <summary>A transaction may begin, and be open when the statement has ended.</summary>
    Begin = 32,
    /// <summary>Rows of any table, named or not.</summary>
    AnyTable = 64,
}

/// <summary>Rows that may be added to a table.</summary>
/// <param name="Table">Its name, or that of a view, in lower case.</param>
/// <param name="Columns">The columns that are given values, in lower case; <see langword="null"/> when the statement names none.</param>
public sealed record PlainInsert(string Table, IReadOnlyList<string>? Columns);

/// <summary>What running a statement may change.</summary>
/// <param name="Effects">What may change beside the rows of tables.</param>
/// <param name="Inserted">What only adds rows.</param>
/// <param name="Changed">Names among which are the tables whose rows may change or go, with what foreign keys make of that.</param>
/// <param name="Called">Names that stand before a parenthesis: functions among them.</param>
public sealed record StatementReading(
    StatementEffects Effects, IReadOnlyList<PlainInsert> Inserted, IReadOnlyList<string> Changed, IReadOnlyList<string> Called);
