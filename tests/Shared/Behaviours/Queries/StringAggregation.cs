using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class StringAggregation(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    [Fact]
    public async Task Texts_are_joined_by()
    {
        foreach (var function in new[]
        {
            "STRING_AGG(name, '+' ORDER BY name)", "GROUP_CONCAT(name ORDER BY name SEPARATOR '+')", "GROUP_CONCAT(name, '+' ORDER BY name)",
        })
        {
            await ask.Query(function, $"SELECT {function} FROM tenants WHERE id <= 2");
        }
    }

    [Fact]
    public async Task Without_a_separator_it_is_a_comma() => await ask.Query("GROUP_CONCAT(1)", "SELECT GROUP_CONCAT(1) FROM tenants");

    [Fact]
    public async Task NULL_is_passed_over()
    {
        await sql.Execute("INSERT INTO text_probes (code, free) VALUES ('1', 'a'), ('2', NULL), ('3', 'b')");

        Assert.Equal("a,b", await sql.Scalar($"SELECT {dialect.JoinTexts("free", "code")} FROM text_probes"));
    }

    [Fact]
    public async Task Over_no_rows_it_is_NULL() =>
        Assert.Null(await sql.Scalar($"SELECT {dialect.JoinTexts("free", "code")} FROM text_probes"));

    [Fact]
    public async Task Equal_texts_may_be_joined_once()
    {
        await sql.Execute("INSERT INTO text_probes (code, free) VALUES ('1', 'b'), ('2', 'a'), ('3', 'b')");

        await ask.Query("length of STRING_AGG(DISTINCT free, ',')", "SELECT LENGTH(STRING_AGG(DISTINCT free, ',')) FROM text_probes");
        await ask.Query("length of GROUP_CONCAT(DISTINCT free)", "SELECT LENGTH(GROUP_CONCAT(DISTINCT free)) FROM text_probes");
    }

    [Fact]
    public async Task A_long_result_is_whole()
    {
        await FillAsync();

        await ask.Query("length of 100 texts of 100 and their commas", $"SELECT LENGTH({dialect.JoinTexts("free", "code")}) FROM text_probes");
    }

    [Fact]
    public async Task EF_joins_the_texts_of_a_group() => Assert.Equal("Contoso+Northwind", await shop.Tenants.Where(t => t.Id <= 2)
        .GroupBy(_ => 1).Select(g => string.Join("+", g.OrderBy(t => t.Name).Select(t => t.Name))).SingleAsync());

    [Fact]
    public async Task EF_joins_in_the_client_and_so_a_long_result_is_whole()
    {
        await FillAsync();

        Assert.Equal(10_099, (await shop.TextProbes.GroupBy(_ => 1).Select(g => string.Join(",", g.Select(t => t.Free))).SingleAsync()).Length);
    }

    private async Task FillAsync()
    {
        shop.TextProbes.AddRange(Enumerable.Range(0, 100).Select(i => new Model.Probes.TextProbe { Code = $"{i:000}", Free = new string('x', 100) }));
        await shop.SaveChangesAsync();
    }
}
