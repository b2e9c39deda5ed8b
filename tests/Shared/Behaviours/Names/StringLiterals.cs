using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class StringLiterals(SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task Double_quotes_make_a_text()
    {
        await ask.Expression("\"abc\"");
        await ask.Query("WHERE name = \"Contoso\"", "SELECT id FROM tenants WHERE name = \"Contoso\"");
        await ask.Query("WHERE name = \"name\"", "SELECT COUNT(*) FROM tenants WHERE name = \"name\"");
    }

    [Fact]
    public async Task A_quote_is_written_twice() => Assert.Equal("it's", await sql.Scalar("SELECT 'it''s'"));

    [Fact]
    public async Task A_backslash_is_a_backslash()
    {
        await ask.Expression(@"'a\nb'");
        await ask.Expression(@"'a\\b'");
        await ask.Expression(@"'\'", @"'\'");
        await ask.Expression(@"'it\'s'", @"'it\'s'");
    }

    [Fact]
    public async Task A_text_may_carry_a_prefix()
    {
        await ask.Expression("N'abc'");
        await ask.Expression(@"E'a\tb'");
        await ask.Expression("_utf8mb4'abc'");
        await ask.Expression("U&'\\00e9'");
        await ask.Expression("$$abc$$");
    }

    [Fact]
    public async Task Two_texts_beside_each_other_are_one() => await ask.Expression("'a' 'b'");

    [Fact]
    public async Task A_comment_is_passed_over()
    {
        Assert.Equal("1", $"{await sql.Scalar("SELECT /* two */ 1 -- three")}");
        await ask.Expression("1 # a comment", "1 # a comment\n");
        await ask.Expression("5--2", "5--2");
        await ask.Expression("1 /* outer /* inner */ + 1 */", "1 /* outer /* inner */ + 1 */");
        await ask.Expression("1 /*! + 1 */", "1 /*! + 1 */");
    }
}
