using Matrix.Harness.Statements;

namespace Matrix.Harness.MySql.Schema;

/// <summary>What the blueprint built, as far as making a database, and making one ready again, needs it.</summary>
/// <param name="Template">The name of the template.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Graph">How a write to one table reaches others.</param>
/// <param name="Options">The character set and collation of the database, as <c>CREATE DATABASE</c> takes them.</param>
/// <param name="Script">What builds it all in an empty database; <see langword="null"/> where only the blueprint itself can.</param>
/// <param name="IsMariaDb">Whether the server is MariaDB.</param>
internal sealed record MySqlSchema(string Template, IReadOnlyList<MySqlTable> Tables, TableGraph Graph, string Options, string? Script, bool IsMariaDb);

/// <summary>A table as the blueprint left it.</summary>
/// <param name="Name">Its name, quoted.</param>
/// <param name="Seed">What copies its reference data from the template; <see langword="null"/> when it has none.</param>
/// <param name="Numbering">How its rows are numbered; <see langword="null"/> when they are not.</param>
internal sealed record MySqlTable(string Name, string? Seed, Numbering? Numbering);

/// <summary>A column whose values the server gives.</summary>
/// <param name="Column">Its name, quoted.</param>
/// <param name="Next">The value of the next row, which is above every one in the reference data.</param>
internal sealed record Numbering(string Column, ulong Next);
