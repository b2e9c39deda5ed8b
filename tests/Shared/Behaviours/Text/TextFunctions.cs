using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class TextFunctions(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    [Fact]
    public async Task Upper_case_goes_beyond_ASCII()
    {
        await Add("éa");

        observe.Value("LINQ: éa.ToUpper()", await shop.TextProbes.Select(t => t.Free!.ToUpper()).SingleAsync());
        await ask.Expression("UPPER('éa')");
    }

    [Fact]
    public async Task Lower_case_goes_beyond_ASCII()
    {
        await Add("ÉA");

        observe.Value("LINQ: ÉA.ToLower()", await shop.TextProbes.Select(t => t.Free!.ToLower()).SingleAsync());
        await ask.Expression("LOWER('ÉA')");
    }

    [Fact]
    public async Task Sharp_s_has_no_upper_case()
    {
        await Add("ß");

        Assert.Equal("ß", await shop.TextProbes.Select(t => t.Free!.ToUpper()).SingleAsync());
    }

    [Fact]
    public async Task Length_counts_characters()
    {
        await Add("é😀");

        Assert.Equal(3, "é😀".Length);
        Assert.Equal(2, await shop.TextProbes.Select(t => t.Free!.Length).SingleAsync());
        await ask.Expression("LENGTH('é')");
    }

    [Fact]
    public async Task Double_pipe_joins_texts() => await ask.Expression("'a' || 'b'");

    [Fact]
    public async Task Joining_with_NULL_gives_NULL()
    {
        await Add("a");

        Assert.Equal("a", await shop.TextProbes.Select(t => t.Free + t.Code).SingleAsync());
        await ask.Expression("CONCAT('a', NULL)");
        Assert.Null(await sql.Scalar("SELECT 'a' || NULL"));
    }

    [Fact]
    public async Task Substring_counts_from_one() => await ask.Expression("SUBSTR('abc', 0, 2)");

    [Fact]
    public async Task Substring_takes_a_negative_start() => await ask.Expression("SUBSTR('abc', -2, 1)");

    [Fact]
    public async Task Trim_removes_more_than_spaces()
    {
        await Add("\t a \n");

        observe.Value("LINQ: Trim() leaves", await shop.TextProbes.Select(t => t.Free!.Trim()).SingleAsync());
    }

    [Fact]
    public async Task Reading_past_the_end_gives_the_empty_text()
    {
        await Add("abc");

        Assert.Equal("", await shop.TextProbes.Select(t => t.Free!.Substring(5)).SingleAsync());
    }

    [Fact]
    public async Task A_number_becomes_text() =>
        await ask.Expression("CAST(1.50 AS text)", dialect.CastToText("1.50"));

    [Fact]
    public async Task A_regular_expression_can_be_asked_for()
    {
        await Add("abc");

        await ask.Outcome("LINQ: Regex.IsMatch(abc, ^A)", () =>
            shop.TextProbes.AnyAsync(t => System.Text.RegularExpressions.Regex.IsMatch(t.Free!, "^A")));
        await ask.Condition("'abc' REGEXP '^a'");
    }

    private async Task Add(string text)
    {
        shop.TextProbes.Add(new TextProbe { Free = text });
        await shop.SaveChangesAsync();
    }
}
