using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class NullsAndOrder(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task NULL_comes_first_in_ascending_order()
    {
        await AddNumbers(1, null);

        observe.Value("LINQ: OrderBy", await shop.NumberProbes.OrderBy(n => n.Whole).Select(n => n.Whole).ToListAsync());
    }

    [Fact]
    public async Task NULL_comes_last_in_descending_order()
    {
        await AddNumbers(1, null);

        observe.Value("LINQ: OrderByDescending", await shop.NumberProbes.OrderByDescending(n => n.Whole).Select(n => n.Whole).ToListAsync());
    }

    [Fact]
    public async Task The_place_of_NULL_can_be_asked_for()
    {
        await AddNumbers(1, null);

        await ask.Query("ORDER BY ... NULLS LAST", "SELECT whole FROM number_probes ORDER BY whole NULLS LAST");
    }

    [Fact]
    public async Task The_place_of_NULL_can_be_ordered_by_a_condition()
    {
        await AddNumbers(1, null, 2);

        Assert.Equal([1, 2, null], await shop.NumberProbes.OrderBy(n => n.Whole == null).ThenBy(n => n.Whole).Select(n => n.Whole).ToListAsync());
    }

    [Fact]
    public async Task A_unique_index_takes_NULL_more_than_once()
    {
        shop.TextProbes.AddRange(new TextProbe { Code = null }, new TextProbe { Code = null });

        Assert.Equal(2, await shop.SaveChangesAsync());
    }

    [Fact]
    public async Task The_greatest_of_a_number_and_NULL_is_NULL()
    {
        await AddNumbers(1, null);

        await ask.Outcome("LINQ: EF.Functions.Greatest(1, NULL)", () =>
            shop.NumberProbes.Where(n => n.Whole == null).Select(n => EF.Functions.Greatest(1, n.Whole)).SingleAsync());
        await ask.Expression("GREATEST(1, NULL)");
    }

    [Fact]
    public async Task The_least_of_a_number_and_NULL_is_NULL()
    {
        await AddNumbers(1, null);

        await ask.Outcome("LINQ: EF.Functions.Least(1, NULL)", () =>
            shop.NumberProbes.Where(n => n.Whole == null).Select(n => EF.Functions.Least(1, n.Whole)).SingleAsync());
        await ask.Expression("LEAST(1, NULL)");
    }

    [Fact]
    public async Task LINQ_compares_NULL_with_NULL_as_equal()
    {
        await AddNumbers(null, null);
        int? nothing = null;

        Assert.Equal(2, await shop.NumberProbes.CountAsync(n => n.Whole == nothing));
        Assert.Equal(2, await shop.NumberProbes.CountAsync(n => n.Whole == (int?)n.Small));
        Assert.Equal(0, await shop.NumberProbes.CountAsync(n => n.Whole != (int?)n.Small));
    }

    [Fact]
    public async Task LINQ_counts_NULL_among_what_is_unequal()
    {
        await AddNumbers(1, 2, null);

        Assert.Equal(2, await shop.NumberProbes.CountAsync(n => n.Whole != 1));
        Assert.Equal(1L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(*) FROM number_probes WHERE whole <> 1"), null));
    }

    [Fact]
    public async Task IS_DISTINCT_FROM_is_understood() => await ask.Condition("1 IS DISTINCT FROM NULL");

    [Fact]
    public async Task NOT_IN_with_NULL_finds_nothing()
    {
        await AddNumbers(1, 2);

        Assert.Empty(await sql.Column("SELECT whole FROM number_probes WHERE whole NOT IN (1, NULL)"));
    }

    [Fact]
    public async Task LINQ_finds_what_a_list_with_null_does_not_contain()
    {
        await AddNumbers(1, 2, null);
        int?[] list = [1, null];

        Assert.Equal([2], await shop.NumberProbes.Where(n => !list.Contains(n.Whole)).Select(n => n.Whole).ToListAsync());
    }

    [Fact]
    public async Task Aggregates_over_no_rows_are_NULL_and_LINQ_s_sum_is_zero()
    {
        Assert.Null(await sql.Scalar("SELECT SUM(whole) FROM number_probes"));
        Assert.Equal(0, await shop.NumberProbes.SumAsync(n => n.Whole));
        Assert.Null(await shop.NumberProbes.MaxAsync(n => n.Whole));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.NumberProbes.MaxAsync(n => n.Id));
    }

    [Fact]
    public async Task Aggregates_leave_NULL_out()
    {
        await AddNumbers(4, null, 2);

        Assert.Equal(3.0, await shop.NumberProbes.AverageAsync(n => n.Whole));
        Assert.Equal(2L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(whole) FROM number_probes"), null));
    }

    [Fact]
    public async Task Grouping_puts_all_NULLs_into_one_group()
    {
        await AddNumbers(null, null, 1);

        Assert.Equal([1, 2], await shop.NumberProbes.GroupBy(n => n.Whole).Select(g => g.Count()).OrderBy(c => c).ToListAsync());
    }

    [Fact]
    public async Task A_sum_with_NULL_is_NULL() => Assert.Null(await sql.Scalar("SELECT NULL + 1"));

    private async Task AddNumbers(params int?[] numbers)
    {
        shop.NumberProbes.AddRange(numbers.Select(number => new NumberProbe { Whole = number }));
        await shop.SaveChangesAsync();
    }
}
