using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class TextComparison(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task Equality_ignores_case()
    {
        await Add("Alice");

        observe.Value("LINQ: Alice == alice", await shop.TextProbes.AnyAsync(t => t.Free == "alice"));
        await ask.Condition("'Alice' = 'alice'");
    }

    [Fact]
    public async Task Equality_ignores_accents()
    {
        await Add("résumé");

        observe.Value("LINQ: résumé == resume", await shop.TextProbes.AnyAsync(t => t.Free == "resume"));
        await ask.Condition("'résumé' = 'resume'");
    }

    [Fact]
    public async Task Sharp_s_equals_double_s()
    {
        await Add("Straße");

        observe.Value("LINQ: Straße == Strasse", await shop.TextProbes.AnyAsync(t => t.Free == "Strasse"));
        await ask.Condition("'Straße' = 'Strasse'");
    }

    [Fact]
    public async Task Equality_ignores_trailing_spaces()
    {
        await Add("Alice ");

        observe.Value("LINQ: 'Alice ' == 'Alice'", await shop.TextProbes.AnyAsync(t => t.Free == "Alice"));
        await ask.Condition("'Alice ' = 'Alice'");
    }

    [Fact]
    public async Task Equality_ignores_how_an_accent_is_composed()
    {
        await Add("caf\u00e9");

        observe.Value("LINQ: one character == letter and accent", await shop.TextProbes.AnyAsync(t => t.Free == "cafe\u0301"));
    }

    [Fact]
    public async Task A_unique_index_ignores_case()
    {
        await AddCode("abc");

        await ask.Outcome("'ABC' beside 'abc'", () => AddCode("ABC"));
    }

    [Fact]
    public async Task A_unique_index_ignores_accents()
    {
        await AddCode("cafe");

        await ask.Outcome("'café' beside 'cafe'", () => AddCode("café"));
    }

    [Fact]
    public async Task A_unique_index_ignores_trailing_spaces()
    {
        await AddCode("abc");

        await ask.Outcome("'abc ' beside 'abc'", () => AddCode("abc "));
    }

    [Fact]
    public async Task A_unique_index_takes_sharp_s_for_double_s()
    {
        await AddCode("strasse");

        await ask.Outcome("'straße' beside 'strasse'", () => AddCode("straße"));
    }

    [Fact]
    public async Task Order_puts_upper_and_lower_case_together()
    {
        await Add("b", "A", "a", "B");

        observe.Value("a, A, b, B in order", await Joined(shop.TextProbes.OrderBy(t => t.Free).ThenBy(t => t.Id)));
    }

    [Fact]
    public async Task Order_puts_accented_letters_beside_plain_ones()
    {
        await Add("z", "é", "f", "e");

        observe.Value("e, é, f, z in order", await Joined(shop.TextProbes.OrderBy(t => t.Free).ThenBy(t => t.Id)));
    }

    [Fact]
    public async Task A_query_can_ask_for_the_order_of_a_dictionary()
    {
        await Add("z", "e", "B", "f", "é", "a");

        await ask.Outcome("a, B, e, é, f, z in order", async () =>
            string.Join(' ', await sql.Column($"SELECT free FROM text_probes ORDER BY free COLLATE {dialect.DictionaryOrder}, id")));
    }

    [Fact]
    public async Task Order_puts_digits_before_letters_and_ten_before_nine()
    {
        await Add("a", "9", "10", "Z");

        var order = await Joined(shop.TextProbes.OrderBy(t => t.Free));

        Assert.Equal("10 9", order[..4]);
    }

    [Fact]
    public async Task Comparison_from_LINQ_goes_by_the_column_s_order()
    {
        await Add("a", "B");

        observe.Value("string.Compare(x, \"a\") > 0 finds B", await shop.TextProbes.AnyAsync(t => t.Free == "B" && string.Compare(t.Free, "a") > 0));
        await ask.Condition("'B' > 'a'");
    }

    [Fact]
    public async Task LINQ_can_ask_for_an_exact_comparison()
    {
        await Add("Alice");

        Assert.Equal(1, await shop.TextProbes.CountAsync(t => EF.Functions.Collate(t.Free, dialect.ExactOrder) == "Alice"));
        Assert.Equal(0, await shop.TextProbes.CountAsync(t => EF.Functions.Collate(t.Free, dialect.ExactOrder) == "alice"));
    }

    [Fact]
    public async Task LINQ_does_not_translate_a_StringComparison() => await Assert.ThrowsAsync<InvalidOperationException>(() =>
        shop.TextProbes.AnyAsync(t => string.Equals(t.Free, "alice", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public async Task Distinct_ignores_case()
    {
        await Add("x", "X");

        observe.Value("DISTINCT over x, X", await shop.TextProbes.Select(t => t.Free).Distinct().CountAsync());
    }

    private async Task Add(params string[] texts)
    {
        foreach (var text in texts)
        {
            shop.TextProbes.Add(new TextProbe { Free = text });
            await shop.SaveChangesAsync();
        }
    }

    private Task<int> AddCode(string code)
    {
        shop.TextProbes.Add(new TextProbe { Code = code });
        return shop.SaveChangesAsync();
    }

    private static async Task<string> Joined(IQueryable<TextProbe> ordered) =>
        string.Join(' ', await ordered.Select(t => t.Free).ToListAsync());
}
