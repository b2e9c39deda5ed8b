using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class TextMatching(ShopContext shop, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task Like_ignores_case()
    {
        await Add("Alice");

        observe.Value("EF.Functions.Like(Alice, 'a%')", await shop.TextProbes.AnyAsync(t => EF.Functions.Like(t.Free!, "a%")));
        await ask.Condition("'Alice' LIKE 'a%'");
    }

    [Fact]
    public async Task Like_ignores_case_beyond_ASCII()
    {
        await Add("Éva");

        observe.Value("EF.Functions.Like(Éva, 'é%')", await shop.TextProbes.AnyAsync(t => EF.Functions.Like(t.Free!, "é%")));
        await ask.Condition("'Éva' LIKE 'é%'");
    }

    [Fact]
    public async Task Like_ignores_accents() => await ask.Condition("'éva' LIKE 'eva'");

    [Fact]
    public async Task Like_counts_trailing_spaces()
    {
        await Add("abc ");

        Assert.False(await shop.TextProbes.AnyAsync(t => EF.Functions.Like(t.Free!, "abc")));
    }

    [Fact]
    public async Task Like_takes_a_backslash_for_an_escape()
    {
        await Add("100%", "100x");

        observe.Value("EF.Functions.Like without escape", await Matching(shop.TextProbes.Where(t => EF.Functions.Like(t.Free!, "100\\%"))));
    }

    [Fact]
    public async Task Like_takes_the_escape_that_it_is_given()
    {
        await Add("100%", "100x");

        Assert.Equal("100%", await Matching(shop.TextProbes.Where(t => EF.Functions.Like(t.Free!, "100!%", "!"))));
    }

    [Fact]
    public async Task Like_with_NULL_is_neither_true_nor_false()
    {
        await Add("x");

        Assert.Empty(await shop.TextProbes.Where(t => EF.Functions.Like(t.Code!, "%")).ToListAsync());
    }

    [Fact]
    public async Task Contains_ignores_case()
    {
        await Add("Alice");

        observe.Value("Alice.Contains(LIC)", await shop.TextProbes.AnyAsync(t => t.Free!.Contains("LIC")));
    }

    [Fact]
    public async Task StartsWith_ignores_case()
    {
        await Add("Alice");

        observe.Value("Alice.StartsWith(al)", await shop.TextProbes.AnyAsync(t => t.Free!.StartsWith("al")));
    }

    [Fact]
    public async Task EndsWith_ignores_case()
    {
        await Add("Alice");

        observe.Value("Alice.EndsWith(CE)", await shop.TextProbes.AnyAsync(t => t.Free!.EndsWith("CE")));
    }

    [Fact]
    public async Task Contains_takes_percent_and_underscore_as_they_are()
    {
        await Add("100%", "1000", "a_b", "acb");

        Assert.Equal("100%", await Matching(shop.TextProbes.Where(t => t.Free!.Contains("0%"))));
        Assert.Equal("a_b", await Matching(shop.TextProbes.Where(t => t.Free!.StartsWith("a_"))));
    }

    [Fact]
    public async Task Contains_of_the_empty_text_finds_every_text()
    {
        await Add("x");
        var nothing = "";

        Assert.Equal(1, await shop.TextProbes.CountAsync(t => t.Free!.Contains(nothing)));
    }

    [Fact]
    public async Task IndexOf_ignores_case()
    {
        await Add("Alice");

        observe.Value("Alice.IndexOf(L)", await shop.TextProbes.Select(t => t.Free!.IndexOf("L")).SingleAsync());
    }

    [Fact]
    public async Task Replace_goes_by_case()
    {
        await Add("Alice");

        Assert.Equal("Axice", await shop.TextProbes.Select(t => t.Free!.Replace("L", "x").Replace("l", "x")).SingleAsync());
    }

    private async Task Add(params string[] texts)
    {
        shop.TextProbes.AddRange(texts.Select(text => new TextProbe { Free = text }));
        await shop.SaveChangesAsync();
    }

    private static async Task<string?> Matching(IQueryable<TextProbe> probes) =>
        string.Join(' ', await probes.OrderBy(t => t.Id).Select(t => t.Free).ToListAsync());
}
