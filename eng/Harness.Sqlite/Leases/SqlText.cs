namespace Matrix.Harness.Sqlite.Leases;

internal static class SqlText
{
    /// <summary>What follows white space, comments and empty statements, up to the end.</summary>
    public static ReadOnlySpan<char> SkipComments(ReadOnlySpan<char> sql)
    {
        while (true)
        {
            sql = sql.TrimStart(" \t\r\n\f\v;");
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
}
