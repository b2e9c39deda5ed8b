using System.Data.Common;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Grouping(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task A_column_may_stand_bare_beside_a_group()
    {
        await Rows();

        await ask.Query("SELECT small, id ... GROUP BY small", "SELECT small, id FROM number_probes GROUP BY small ORDER BY small");
        await ask.Query("SELECT id, MAX(whole) without GROUP BY", "SELECT id, MAX(whole) FROM number_probes");
    }

    [Fact]
    public async Task A_column_may_stand_bare_when_the_key_is_grouped_by()
    {
        await Rows();

        Assert.Equal(3, (await sql.Rows("SELECT id, whole FROM number_probes GROUP BY id")).Count);
        Assert.Equal(3, (await sql.Rows("SELECT p.id, p.whole FROM number_probes p JOIN tenants t ON t.id = p.small GROUP BY p.id")).Count);
    }

    [Fact]
    public async Task A_group_can_be_named_by_alias_or_position()
    {
        await Rows();

        Assert.Equal(2, (await sql.Rows("SELECT small + 1 AS next FROM number_probes GROUP BY next")).Count);
        Assert.Equal(2, (await sql.Rows("SELECT small FROM number_probes GROUP BY 1")).Count);
        await ask.Query("HAVING alias", "SELECT small, COUNT(*) AS n FROM number_probes GROUP BY small HAVING n > 1");
        await ask.Query("WHERE alias", "SELECT small + 1 AS next FROM number_probes WHERE next > 2");
    }

    [Fact]
    public async Task HAVING_may_stand_without_a_group()
    {
        await Rows();

        Assert.Single(await sql.Rows("SELECT COUNT(*) FROM number_probes HAVING COUNT(*) > 0"));
        await ask.Query("HAVING id > 1 without aggregates", "SELECT id FROM number_probes HAVING id > 1 ORDER BY id");
    }

    [Fact]
    public async Task NULLs_are_one_group()
    {
        shop.NumberProbes.AddRange(new() { Id = 1 }, new() { Id = 2 }, new() { Id = 3, Whole = 1 });
        await shop.SaveChangesAsync();

        Assert.Equal([1, 2], (await shop.NumberProbes.GroupBy(n => n.Whole).Select(g => g.Count()).ToListAsync()).Order());
    }

    [Fact]
    public async Task Totals_can_be_asked_with_the_groups()
    {
        await Rows();

        await ask.Query("rows of GROUP BY ROLLUP (small)", "SELECT COUNT(*) FROM (SELECT small FROM number_probes GROUP BY ROLLUP (small)) AS grouped");
        await ask.Query("rows of GROUP BY small WITH ROLLUP", "SELECT COUNT(*) FROM (SELECT small FROM number_probes GROUP BY small WITH ROLLUP) AS grouped");
        await ask.Query("GROUPING SETS", "SELECT small, COUNT(*) FROM number_probes GROUP BY GROUPING SETS ((small)) ORDER BY small");
        await ask.Query("FILTER", "SELECT COUNT(*) FILTER (WHERE whole > 1) FROM number_probes");
    }

    [Fact]
    public async Task An_aggregate_in_WHERE_is_refused() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Scalar("SELECT id FROM number_probes WHERE MAX(whole) > 1"));

    [Fact]
    public async Task An_aggregate_of_an_aggregate_is_refused() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Scalar("SELECT MAX(COUNT(*)) FROM number_probes GROUP BY small"));

    [Fact]
    public async Task EF_takes_the_first_row_of_each_group()
    {
        await Rows();

        var largest = await shop.NumberProbes.GroupBy(n => n.Small).Select(g => g.OrderByDescending(n => n.Whole).First().Id).ToListAsync();

        Assert.Equal([2, 3], largest.Order());
    }

    [Fact]
    public async Task EF_groups_by_a_constant_and_by_nothing()
    {
        await Rows();

        Assert.Empty(await shop.NumberProbes.Where(n => n.Id > 99).GroupBy(_ => 1).Select(g => g.Count()).ToListAsync());
        Assert.Equal([6], await shop.NumberProbes.GroupBy(_ => 1).Select(g => g.Sum(n => n.Whole)).ToListAsync());
    }

    [Fact]
    public async Task EF_counts_what_is_distinct_and_what_meets_a_condition()
    {
        await Rows();

        var counted = await shop.NumberProbes.GroupBy(_ => 1)
            .Select(g => new { Distinct = g.Select(n => n.Small).Distinct().Count(), Large = g.Count(n => n.Whole > 1) }).SingleAsync();

        Assert.Equal((2, 2), (counted.Distinct, counted.Large));
    }

    private async Task Rows()
    {
        shop.NumberProbes.AddRange(new NumberProbe { Id = 1, Small = 1, Whole = 1 }, new NumberProbe { Id = 2, Small = 1, Whole = 2 }, new NumberProbe { Id = 3, Small = 2, Whole = 3 });
        await shop.SaveChangesAsync();
    }
}
