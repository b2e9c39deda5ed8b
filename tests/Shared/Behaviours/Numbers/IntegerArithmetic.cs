using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class IntegerArithmetic(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    [Fact]
    public async Task Division_of_integers_drops_the_remainder()
    {
        await Add(new() { Whole = 7 });

        Assert.Equal(3, await shop.NumberProbes.Select(n => n.Whole!.Value / 2).SingleAsync());
        await ask.Expression("7 / 2");
    }

    [Fact]
    public async Task Division_of_negative_integers_goes_towards_zero()
    {
        await Add(new() { Whole = -7 });

        Assert.Equal(-3, await shop.NumberProbes.Select(n => n.Whole!.Value / 2).SingleAsync());
    }

    [Fact]
    public async Task Division_by_zero_is_an_error()
    {
        await Add(new() { Whole = 0 });

        await ask.Outcome("LINQ: 1 / 0", () => shop.NumberProbes.Select(n => (int?)(1 / n.Whole)).SingleAsync());
        await ask.Expression("1.5 / 0");
        await ask.Expression("1 % 0");
    }

    [Fact]
    public async Task A_remainder_has_the_sign_of_the_dividend()
    {
        await Add(new() { Whole = -7 });

        Assert.Equal(-1, await shop.NumberProbes.Select(n => n.Whole!.Value % 3).SingleAsync());
    }

    [Fact]
    public async Task An_expression_beyond_64_bits_is_an_error() => await ask.Expression("9223372036854775807 + 1");

    [Fact]
    public async Task A_sum_beyond_32_bits_is_an_error()
    {
        await Add(new() { Whole = int.MaxValue });
        await Add(new() { Whole = int.MaxValue });

        await ask.Outcome("LINQ: Sum of ints beyond int", () => shop.NumberProbes.SumAsync(n => n.Whole));
        Assert.Equal(4294967294L, Convert.ToInt64(await sql.Scalar("SELECT SUM(whole) FROM number_probes"), null));
    }

    [Fact]
    public async Task A_product_of_columns_beyond_32_bits_is_an_error()
    {
        await Add(new() { Whole = int.MaxValue });

        await ask.Query("SELECT whole * 2", "SELECT whole * 2 FROM number_probes");
        await ask.Outcome("LINQ: int * 2", () => shop.NumberProbes.Select(n => n.Whole * 2).SingleAsync());
    }

    [Fact]
    public async Task A_number_too_large_for_its_column_is_refused()
    {
        await ask.Statement("INSERT of 40000 into smallint", "INSERT INTO number_probes (small) VALUES (40000)");
        await ask.Statement("INSERT of 3000000000 into int", "INSERT INTO number_probes (whole) VALUES (3000000000)");
    }

    [Fact]
    public async Task Text_can_be_put_into_a_number_column()
    {
        Assert.Equal(1, await sql.Execute("INSERT INTO number_probes (whole) VALUES ('12')"));
        await ask.Statement("INSERT of 'abc' into int", "INSERT INTO number_probes (whole) VALUES ('abc')");
        await ask.Statement("INSERT of '' into int", "INSERT INTO number_probes (whole) VALUES ('')");
    }

    [Fact]
    public async Task A_fraction_put_into_an_integer_column_is_rounded()
    {
        await sql.Execute("INSERT INTO number_probes (whole) VALUES (2.5)");

        observe.Value("what was stored", await sql.Column("SELECT whole FROM number_probes"));
    }

    [Fact]
    public async Task A_number_equals_the_text_that_spells_it()
    {
        await ask.Condition("1 = '1'");
        await ask.Condition("1 = '1.0'");
        await ask.Condition("0 = 'abc'");
    }

    [Fact]
    public async Task Text_that_starts_with_a_number_can_be_cast()
    {
        await ask.Expression("CAST('12abc' AS integer)", dialect.CastToInteger("'12abc'"));
        await ask.Expression("CAST('abc' AS integer)", dialect.CastToInteger("'abc'"));
    }

    [Fact]
    public async Task Texts_can_be_added() => await ask.Expression("'2' + '3'");

    [Fact]
    public async Task The_whole_range_of_long_is_kept()
    {
        await Add(new() { Big = long.MinValue });
        await Add(new() { Big = long.MaxValue });

        Assert.Equal([long.MinValue, long.MaxValue], await shop.NumberProbes.AsNoTracking().OrderBy(n => n.Big).Select(n => n.Big).ToListAsync());
    }

    [Fact]
    public async Task The_whole_range_of_ulong_is_kept()
    {
        await Add(new() { Positive = 0 });
        await Add(new() { Positive = ulong.MaxValue });

        Assert.Equal([0, ulong.MaxValue], await shop.NumberProbes.AsNoTracking().OrderBy(n => n.Id).Select(n => n.Positive).ToListAsync());
        await ask.Outcome("LINQ: OrderBy over 0 and the largest ulong", () => shop.NumberProbes.OrderBy(n => n.Positive).Select(n => n.Positive).ToListAsync());
        await ask.Outcome("LINQ: the largest > 1", () => shop.NumberProbes.AnyAsync(n => n.Positive > 1));
    }

    [Fact]
    public async Task A_negative_number_is_refused_by_an_unsigned_column() =>
        await ask.Statement("INSERT of -1 into ulong", "INSERT INTO number_probes (positive) VALUES (-1)");

    [Fact]
    public async Task An_average_of_integers_has_a_fraction()
    {
        await Add(new() { Whole = 1 });
        await Add(new() { Whole = 2 });

        Assert.Equal(1.5, await shop.NumberProbes.AverageAsync(n => n.Whole));
        Assert.Equal(1.5m, Convert.ToDecimal(await sql.Scalar("SELECT AVG(whole) FROM number_probes"), null));
    }

    private async Task Add(NumberProbe probe)
    {
        shop.NumberProbes.Add(probe);
        await shop.SaveChangesAsync();
    }
}
