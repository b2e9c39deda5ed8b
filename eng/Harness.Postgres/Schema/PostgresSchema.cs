namespace Matrix.Harness.Postgres.Schema;

/// <summary>What the blueprint built, as far as restoring a database needs it. The same in every clone, object identifiers included.</summary>
/// <param name="Tables">Everything that stores rows: tables, parts of tables, materialized views.</param>
/// <param name="Sequences">Its sequences, those of identity columns included.</param>
/// <param name="Catalogs">The system catalogs of a database, in which every definition stands.</param>
/// <param name="Definitions">What the catalogs hold.</param>
internal sealed record PostgresSchema(
    IReadOnlyList<PostgresTable> Tables, IReadOnlyList<PostgresSequence> Sequences, IReadOnlyList<uint> Catalogs, DefinitionCheck Definitions)
{
    /// <summary>Whether the server counts the rows that are written, and tells in time: PostgreSQL 15 and later do, unless <c>track_counts</c> is off.</summary>
    public bool CountsWrites { get; init; }

    /// <summary>Whether this account may suspend foreign keys and triggers while it restores.</summary>
    public bool CanSuspendKeys { get; init; }

    /// <summary>Whether a routine of the blueprint may make up a setting of its own, which a session never forgets.</summary>
    public bool MakesUpSettings { get; init; }

    /// <summary>In which order tables can be emptied where keys cannot be suspended.</summary>
    public required KeyOrder Order { get; init; }
}

/// <summary>A table as the blueprint left it.</summary>
/// <param name="Oid">Its number.</param>
/// <param name="Rows">How a statement names its rows, without those of tables that inherit from it.</param>
/// <param name="FileNode">The file that its rows are in: another one after <c>TRUNCATE</c>.</param>
/// <param name="HasTriggers">Whether a trigger or a rule of the blueprint's could fire.</param>
/// <param name="CanRestore">Whether deleting and inserting rows does that and nothing else.</param>
/// <param name="Seed">What inserts its reference data; <see langword="null"/> when it has none.</param>
/// <param name="SeededBy">The transaction that inserted all of it; <see langword="null"/> when several did, or there is none.</param>
internal sealed record PostgresTable(uint Oid, string Rows, uint FileNode, bool HasTriggers, bool CanRestore, string? Seed, string? SeededBy);

/// <summary>A sequence as the blueprint left it.</summary>
/// <param name="Oid">Its number.</param>
/// <param name="LastValue">Where it stands.</param>
/// <param name="IsCalled">Whether that value has been handed out.</param>
internal sealed record PostgresSequence(uint Oid, long LastValue, bool IsCalled);
