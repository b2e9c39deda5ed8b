namespace Matrix.Harness.Statements;

/// <summary>How an engine family quotes and comments, as far as finding the words of a statement needs it.</summary>
/// <param name="BackslashEscapes">Whether a backslash escapes the next character of any text.</param>
/// <param name="HashComments">Whether <c>#</c> begins a comment, and <c>/*! */</c> is not one.</param>
/// <param name="DollarQuotes">Whether <c>$tag$ ... $tag$</c> quotes a text.</param>
public sealed record SqlSyntax(bool BackslashEscapes, bool HashComments, bool DollarQuotes)
{
    /// <summary>PostgreSQL.</summary>
    public static SqlSyntax Postgres { get; } = new(false, false, true);

    /// <summary>MySQL and MariaDB.</summary>
    public static SqlSyntax MySql { get; } = new(true, true, false);

    /// <summary>SQLite.</summary>
    public static SqlSyntax Sqlite { get; } = new(false, false, false);
}
