namespace Matrix.Harness.MySql.Schema;

/// <summary>What the blueprint built, as far as making a database, and restoring one, needs it.</summary>
/// <param name="Template">The name of the template.</param>
/// <param name="Tables">Its tables, and the sequences that MariaDB keeps as tables.</param>
/// <param name="Mentions">Finds the tables in the text of a statement.</param>
/// <param name="Options">The character set and collation of the database, as <c>CREATE DATABASE</c> takes them.</param>
/// <param name="Script">What builds it all in an empty database; <see langword="null"/> where only the blueprint itself can.</param>
/// <param name="IsMariaDb">Whether the server is MariaDB.</param>
internal sealed record MySqlSchema(string Template, IReadOnlyList<MySqlTable> Tables, TableMentions Mentions, string Options, string? Script, bool IsMariaDb)
{
    /// <summary>The places of all tables.</summary>
    public IReadOnlyList<int> All { get; } = [.. Enumerable.Range(0, Tables.Count)];

    /// <summary>Whether there is a table whose writes no rollback undoes.</summary>
    public bool HasUntransactional { get; } = Tables.Any(t => t.Kind == TableKind.Untransactional);
}

/// <summary>A table as the blueprint left it.</summary>
/// <param name="Name">Its name, quoted.</param>
/// <param name="Kind">What writes to it leave, and how it is restored.</param>
/// <param name="Seed">What copies its reference data from the template; <see langword="null"/> when it has none.</param>
/// <param name="Numbering">How its rows are numbered; <see langword="null"/> when they are not.</param>
internal sealed record MySqlTable(string Name, TableKind Kind, string? Seed, Numbering? Numbering);

/// <summary>What writes to a table leave, and how it is restored.</summary>
internal enum TableKind
{
    /// <summary>A rollback undoes them; deleting and inserting rows restores it.</summary>
    Transactional,
    /// <summary>No rollback undoes them (MyISAM, MEMORY, Aria); deleting and inserting rows restores it.</summary>
    Untransactional,
    /// <summary>They leave a history (MariaDB's system-versioned tables). It is not restored.</summary>
    Versioned,
    /// <summary>A sequence of MariaDB's, which no rollback moves back. It is not restored.</summary>
    Sequence,
}

/// <summary>A column whose values the server gives.</summary>
/// <param name="Column">Its name, quoted.</param>
/// <param name="Next">The value of the next row, which is above every one in the reference data.</param>
internal sealed record Numbering(string Column, ulong Next);
