namespace Matrix.Harness.Statements;

/// <summary>What running a statement may change, besides the rows of tables.</summary>
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
    /// <summary>It was not understood: anything.</summary>
    Unknown = 16,
}

/// <summary>What running a statement may change.</summary>
/// <param name="Effects">What may change besides the rows of tables.</param>
/// <param name="Writes">Whether anything may change that outlives the connection.</param>
public sealed record StatementReading(StatementEffects Effects, bool Writes);
