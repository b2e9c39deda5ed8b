using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Decimals(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    [Fact]
    public async Task A_decimal_is_rounded_to_its_column_s_scale()
    {
        await Add(1.005m, 1.115m, -1.005m);

        observe.Value("1.005, 1.115, -1.005 to two places", await shop.NumberProbes.AsNoTracking().OrderBy(n => n.Id).Select(n => n.Exact).ToListAsync());
    }

    [Fact]
    public async Task A_decimal_keeps_the_zeros_behind_it()
    {
        await Add(1.5m);

        observe.Value("1.5 of two places, read back", await shop.NumberProbes.AsNoTracking().Select(n => n.Exact).SingleAsync());
    }

    [Fact]
    public async Task A_decimal_too_large_for_its_column_is_refused() =>
        await ask.Outcome("12345678.90 into nine digits", () => Add(12345678.90m));

    [Fact]
    public async Task A_decimal_equals_itself_with_another_scale()
    {
        await Add(1.10m);

        Assert.True(await shop.NumberProbes.AnyAsync(n => n.Exact == 1.1m));
        Assert.Equal(1L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(*) FROM number_probes WHERE exact = 1.1"), null));
    }

    [Fact]
    public async Task Decimals_are_ordered_by_value()
    {
        await Add(10m, 9m, 100m);

        Assert.Equal([9m, 10m, 100m], await shop.NumberProbes.OrderBy(n => n.Exact).Select(n => n.Exact).ToListAsync());
        await ask.Query("SQL: ORDER BY exact", $"SELECT {dialect.CastToInteger("exact")} FROM number_probes ORDER BY exact");
    }

    [Fact]
    public async Task Decimals_are_compared_by_value()
    {
        await Add(10m, 9m);

        Assert.Equal(1, await shop.NumberProbes.CountAsync(n => n.Exact > 9.5m));
        await ask.Query("SQL: how many > 9.5", "SELECT COUNT(*) FROM number_probes WHERE exact > 9.5");
    }

    [Fact]
    public async Task A_sum_of_decimals_is_exact()
    {
        await Add(0.10m, 0.20m);

        Assert.Equal(0.30m, await shop.NumberProbes.SumAsync(n => n.Exact));
        await ask.Query("SQL: SUM(0.10, 0.20)", "SELECT SUM(exact) FROM number_probes");
    }

    [Fact]
    public async Task The_largest_decimal_is_found_by_value()
    {
        await Add(10m, 9m);

        Assert.Equal(10m, await shop.NumberProbes.MaxAsync(n => n.Exact));
        await ask.Query("SQL: MAX(10, 9)", $"SELECT {dialect.CastToInteger("MAX(exact)")} FROM number_probes");
    }

    [Fact]
    public async Task Arithmetic_on_literals_is_exact() => await ask.Condition("0.1 + 0.2 = 0.3");

    [Fact]
    public async Task A_division_of_decimals_has_more_places() => await ask.Expression("1.00 / 3.00");

    [Fact]
    public async Task A_half_is_rounded_away_from_zero()
    {
        Assert.Equal(3m, Convert.ToDecimal(await sql.Scalar("SELECT ROUND(2.5)"), null));
        Assert.Equal(-3m, Convert.ToDecimal(await sql.Scalar("SELECT ROUND(-2.5)"), null));
        await ask.Expression("ROUND(2.675, 2)");
    }

    [Fact]
    public async Task LINQ_rounds_a_half_as_the_engine_does()
    {
        shop.NumberProbes.Add(new() { Approximate = 2.5, Exact = 2.5m });
        await shop.SaveChangesAsync();

        await ask.Outcome("Math.Round of double 2.5 (2 in .NET)", () => shop.NumberProbes.Select(n => Math.Round(n.Approximate!.Value)).SingleAsync());
        await ask.Outcome("Math.Round of decimal 2.5 (2 in .NET)", () => shop.NumberProbes.Select(n => Math.Round(n.Exact!.Value)).SingleAsync());
    }

    [Fact]
    public async Task A_cast_to_integer_rounds()
    {
        await ask.Expression("CAST(2.5 AS integer)", dialect.CastToInteger("2.5"));
        await ask.Expression("CAST(-2.7 AS integer)", dialect.CastToInteger("-2.7"));
        shop.NumberProbes.Add(new() { Approximate = 2.7 });
        await shop.SaveChangesAsync();
        observe.Value("LINQ: (int)2.7", await shop.NumberProbes.Select(n => (int)n.Approximate!.Value).SingleAsync());
    }

    [Fact]
    public async Task A_float_equals_the_literal_that_it_was_given()
    {
        await sql.Execute("INSERT INTO number_probes (coarse, approximate) VALUES (0.1, 0.1)");

        Assert.Equal(1L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(*) FROM number_probes WHERE approximate = 0.1"), null));
        await ask.Query("float = 0.1", "SELECT COUNT(*) FROM number_probes WHERE coarse = 0.1");
        await ask.Outcome("LINQ: float == 0.1f", () => shop.NumberProbes.CountAsync(n => n.Coarse == 0.1f));
    }

    [Fact]
    public async Task A_float_equals_the_decimal_of_the_same_digits()
    {
        shop.NumberProbes.Add(new() { Approximate = 0.1, Exact = 0.1m });
        await shop.SaveChangesAsync();

        Assert.Equal(1L, Convert.ToInt64(await sql.Scalar("SELECT COUNT(*) FROM number_probes WHERE approximate = exact"), null));
        Assert.Equal(1, await shop.NumberProbes.CountAsync(n => n.Approximate == (double)n.Exact!.Value));
        Assert.Equal(1, await shop.NumberProbes.CountAsync(n => (decimal)n.Approximate!.Value == n.Exact));
    }

    [Fact]
    public async Task Infinity_and_NaN_can_be_stored()
    {
        await ask.Outcome("infinity", () => AddApproximate(double.PositiveInfinity));
        await ask.Outcome("not a number", () => AddApproximate(double.NaN));
    }

    private Task<int> AddApproximate(double value)
    {
        shop.ChangeTracker.Clear();
        shop.NumberProbes.Add(new() { Approximate = value });
        return shop.SaveChangesAsync();
    }

    private async Task<int> Add(params decimal[] values)
    {
        foreach (var value in values)
        {
            shop.NumberProbes.Add(new NumberProbe { Exact = value });
            await shop.SaveChangesAsync();
        }

        return values.Length;
    }
}
