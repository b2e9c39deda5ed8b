using Matrix.Harness.Statements;

namespace Matrix.Harness.Postgres.Schema;

/// <summary>What the blueprint built, as far as making a database ready again needs it.</summary>
/// <param name="Tables">Its tables.</param>
/// <param name="Sequences">Its sequences, those of identity columns included.</param>
/// <param name="Graph">How a write to one table reaches others.</param>
/// <param name="Marks">The marks of its tables and of its schema, by place.</param>
internal sealed record PostgresSchema(
    IReadOnlyList<PostgresTable> Tables, IReadOnlyList<PostgresSequence> Sequences, TableGraph Graph, IReadOnlyDictionary<int, string> Marks)
{
    /// <summary>Whether this account may suspend foreign keys and triggers while it restores.</summary>
    public bool CanSuspendKeys { get; init; }

    /// <summary>Whether a table has a trigger or a rule, which would fire while rows are restored.</summary>
    public bool HasTriggers { get; init; }

    /// <summary>In which order tables can be emptied where keys cannot be suspended.</summary>
    public required KeyOrder Order { get; init; }

    /// <summary>What reads the marks of all tables.</summary>
    public string TablesCheck { get; } = ContentCheck.TablesSql(Tables);
}

/// <summary>A table as the blueprint left it.</summary>
/// <param name="Rows">How a statement names its rows, without those of tables that inherit from it.</param>
/// <param name="Seed">What inserts its reference data; <see langword="null"/> when it has none.</param>
/// <param name="SeededBy">The transaction that inserted all of it; <see langword="null"/> when several did, or there is none.</param>
internal sealed record PostgresTable(string Rows, string? Seed, uint? SeededBy);

/// <summary>A sequence as the blueprint left it.</summary>
/// <param name="Name">Its name with its schema, quoted.</param>
/// <param name="Tables">The places of the tables whose columns it feeds.</param>
/// <param name="LastValue">Where it stands.</param>
/// <param name="IsCalled">Whether that value has been handed out.</param>
internal sealed record PostgresSequence(string Name, IReadOnlyList<int> Tables, long LastValue, bool IsCalled)
{
    /// <summary>Whether it may have moved when rows were written in certain tables. One that feeds no column that is known may have with any.</summary>
    public bool MovesWith(IReadOnlyList<int> tables) => Tables.Count == 0 ? tables.Count > 0 : Tables.Any(tables.Contains);

    /// <summary>An expression that puts it back there.</summary>
    public string Restart { get; } = $"setval('{Name.Replace("'", "''", StringComparison.Ordinal)}',{LastValue},{(IsCalled ? "true" : "false")})";
}
