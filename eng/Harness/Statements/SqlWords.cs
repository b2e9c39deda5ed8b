namespace Matrix.Harness.Statements;

/// <summary>Cuts SQL into statements, and each into its words: names and keywords in lower case, and the symbols that tell something.</summary>
/// <remarks>Texts and comments are skipped. A name in quotes is a word like any other, without its quotes.</remarks>
internal ref struct SqlWords(string sql, SqlSyntax syntax)
{
    /// <summary>Stands for a name that is spelled in escapes.</summary>
    public const string Encoded = "u&";

    private readonly ReadOnlySpan<char> text = sql;
    private int at;

    /// <summary>The words of the next statement, or <see langword="null"/> after the last.</summary>
    public List<string>? Next()
    {
        List<string>? words = null;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == ';')
            {
                at++;
                if (words is not null)
                    return words;
            }
            else if (!SkipSpace(c) && Word(c) is { } word)
            {
                (words ??= []).Add(word);
            }
        }

        return words;
    }

    private bool SkipSpace(char c)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (char.IsWhiteSpace(c))
            at++;
        else if (c == '-' && next == '-' && EndsLine(at + 2) || c == '#' && syntax.HashComments)
            SkipTo("\n", at);
        else if (c == '/' && next == '*')
            SkipComment();
        else
            return false;
        return true;
    }

    // MySQL's comment begins with a blank after it: 5--3 is 8 there.
    private bool EndsLine(int after) => !syntax.HashComments || after >= text.Length || text[after] <= ' ';

    private void SkipComment()
    {
        var inside = text[(at + 2)..];
        if (syntax.HashComments && (inside.StartsWith("!") || inside.StartsWith("M!")))
        {
            // What stands in such a comment is run; its closing mark is skipped as a symbol.
            at += inside[0] == '!' ? 3 : 4;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            return;
        }

        if (syntax.DollarQuotes)
            SkipNested();
        else
            SkipTo("*/", at + 2);
    }

    // On PostgreSQL a comment may stand in a comment.
    private void SkipNested()
    {
        var depth = 0;
        do
        {
            var rest = text[at..];
            var isMark = rest.StartsWith("/*") || rest.StartsWith("*/");
            if (isMark)
                depth += rest[0] == '/' ? 1 : -1;
            at += isMark ? 2 : 1;
        }
        while (depth > 0 && at < text.Length);
    }

    private string? Word(char c)
    {
        // MySQL's names may begin with a digit, or with the dollar that quotes on PostgreSQL.
        if (IsInName(c) && (c != '$' || !syntax.DollarQuotes))
            return Bare();
        if (c is '"' or '`')
            return Quoted(c);
        if (c == '[' && syntax == SqlSyntax.Sqlite)
            return Quoted(']');
        if (c == '\'')
        {
            Quoted(c);
            return null;
        }

        if (c == '$' && syntax.DollarQuotes && SkipDollarQuoted())
            return null;
        at++;
        if (c == ':' && at < text.Length && text[at] == '=')
            return ":=";
        return c is '@' or '(' or ')' ? c.ToString() : null;
    }

    private string? Bare()
    {
        var start = at;
        while (at < text.Length && IsInName(text[at]))
            at++;
        if (at < text.Length && text[at] == '\'' && at - start == 1 && text[start] is 'e' or 'E' && syntax.DollarQuotes)
        {
            Quoted('\'', backslash: true);
            return null;
        }

        // U&"name" may spell any name in other characters: the quoted part is not to be taken for one.
        if (at - start == 1 && text[start] is 'u' or 'U' && syntax.DollarQuotes && text[at..].StartsWith("&\""))
        {
            at++;
            Quoted('"');
            return Encoded;
        }

        return text[start..at].ToString().ToLowerInvariant();
    }

    private string Quoted(char end, bool backslash = false)
    {
        var start = ++at;
        var escapes = backslash || syntax.BackslashEscapes && end != '`';
        while (at < text.Length)
        {
            if (text[at] == '\\' && escapes)
                at++;
            else if (text[at] == end && at + 1 < text.Length && text[at + 1] == end && end != ']')
                at++;
            else if (text[at] == end)
                break;
            at++;
        }

        var word = text[start..Math.Min(at, text.Length)].ToString().ToLowerInvariant();
        at++;
        return word.Replace($"{end}{end}", $"{end}", StringComparison.Ordinal);
    }

    private bool SkipDollarQuoted()
    {
        var end = at + 1;
        while (end < text.Length && text[end] != '$' && IsInName(text[end]))
            end++;
        // $1 is a parameter.
        if (end >= text.Length || text[end] != '$' || char.IsAsciiDigit(text[at + 1]))
            return false;
        SkipTo(text[at..(end + 1)], end + 1);
        return true;
    }

    // Whatever lies beyond ASCII may stand in a name.
    private static bool IsInName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or >= '\u0080';

    private void SkipTo(ReadOnlySpan<char> mark, int from)
    {
        var found = from < text.Length ? text[from..].IndexOf(mark) : -1;
        at = found < 0 ? text.Length : from + found + mark.Length;
    }
}
