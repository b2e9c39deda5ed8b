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

    /// <summary>Whether the server counts the rows that are written in each table.</summary>
    public bool CountsRows { get; init; }

    /// <summary>Whether a table has a trigger or a rule, which would fire while rows are restored.</summary>
    public bool HasTriggers { get; init; }

    /// <summary>In which order tables can be emptied where keys cannot be suspended.</summary>
    public required KeyOrder Order { get; init; }

    /// <summary>What reads the marks of all tables.</summary>
    public string TablesCheck { get; } = ContentCheck.TablesSql(Tables);
}

/// <summary>A table as the blueprint left it.</summary>
/// <param name="Name">Its name with its schema, quoted.</param>
/// <param name="Oid">Its number, the same in every clone.</param>
/// <param name="Seed">What inserts its reference data; <see langword="null"/> when it has none.</param>
/// <param name="SeededBy">The transaction that inserted all of it; <see langword="null"/> when several did, or there is none.</param>
internal sealed record PostgresTable(string Name, uint Oid, string? Seed, uint? SeededBy);

/// <summary>A sequence as the blueprint left it.</summary>
/// <param name="Name">Its name with its schema, quoted.</param>
/// <param name="Table">The place of the table whose column it feeds; <see langword="null"/> for one on its own.</param>
/// <param name="LastValue">Where it stands.</param>
/// <param name="IsCalled">Whether that value has been handed out.</param>
internal sealed record PostgresSequence(string Name, int? Table, long LastValue, bool IsCalled)
{
    /// <summary>An expression that puts it back there.</summary>
    public string Restart { get; } = $"setval('{Name.Replace("'", "''", StringComparison.Ordinal)}',{LastValue},{(IsCalled ? "true" : "false")})";
}
