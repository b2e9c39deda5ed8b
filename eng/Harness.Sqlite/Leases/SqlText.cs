namespace Matrix.Harness.Sqlite.Leases;

internal static class SqlText
{
    /// <summary>What follows white space and comments, up to the end.</summary>
    public static ReadOnlySpan<char> SkipComments(ReadOnlySpan<char> sql)
    {
        while (true)
        {
            sql = sql.TrimStart();
            var end = sql switch
            {
                ['-', '-', ..] => (At: sql.IndexOf('\n'), Length: 1),
                ['/', '*', ..] => (At: sql.IndexOf("*/"), Length: 2),
                _ => (At: 0, Length: 0),
            };
            if (end.Length == 0)
                return sql;
            sql = end.At < 0 ? [] : sql[(end.At + end.Length)..];
        }
    }

    /// <summary>Whether a statement may change what is the connection's and not the database's.</summary>
    public static bool ChangesConnection(ReadOnlySpan<char> sql) =>
        Begins(sql, "PRAGMA") || Begins(sql, "ATTACH") || Begins(sql, "DETACH");

    private static bool Begins(ReadOnlySpan<char> sql, string word) => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
