using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Distinctness(ShopContext shop, SqlQuestions ask)
{
    [Fact]
    public async Task DISTINCT_can_be_ordered_by_a_column_that_is_not_selected()
    {
        await Rows();

        await ask.Query("SELECT DISTINCT small ... ORDER BY whole", "SELECT DISTINCT small FROM number_probes ORDER BY whole DESC");
        await ask.Query("SELECT DISTINCT small ... ORDER BY small + 0", "SELECT DISTINCT small FROM number_probes ORDER BY small + 0");
    }

    [Fact]
    public async Task One_row_of_each_kind_can_be_asked_for()
    {
        await Rows();

        await ask.Query("DISTINCT ON", "SELECT DISTINCT ON (small) small, whole FROM number_probes ORDER BY small, whole DESC");
    }

    [Fact]
    public async Task Several_columns_can_be_counted_as_one()
    {
        await Rows();

        await ask.Query("COUNT(DISTINCT small, whole)", "SELECT COUNT(DISTINCT small, whole) FROM number_probes");
        await ask.Query("COUNT(DISTINCT (small, whole))", "SELECT COUNT(DISTINCT (small, whole)) FROM number_probes");
        Assert.Equal(3, await shop.NumberProbes.Select(n => new { n.Small, n.Whole }).Distinct().CountAsync());
    }

    [Fact]
    public async Task DISTINCT_counts_NULL_once()
    {
        shop.NumberProbes.AddRange(new() { Id = 1 }, new() { Id = 2 }, new() { Id = 3, Whole = 1 });
        await shop.SaveChangesAsync();

        Assert.Equal(2, await shop.NumberProbes.Select(n => n.Whole).Distinct().CountAsync());
    }

    [Fact]
    public async Task EF_forgets_the_order_before_Distinct_and_keeps_the_one_after_it()
    {
        await Rows();

        Assert.Equal([2, 1], (await shop.NumberProbes.OrderBy(n => n.Whole).Select(n => n.Small).Distinct().OrderByDescending(s => s).ToListAsync()).Select(s => (int)s!));
    }

    [Fact]
    public async Task EF_does_not_translate_DistinctBy() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.NumberProbes.DistinctBy(n => n.Small).CountAsync());

    private async Task Rows()
    {
        shop.NumberProbes.AddRange(new NumberProbe { Id = 1, Small = 1, Whole = 1 }, new NumberProbe { Id = 2, Small = 1, Whole = 4 }, new NumberProbe { Id = 3, Small = 2, Whole = 3 });
        await shop.SaveChangesAsync();
    }
}
