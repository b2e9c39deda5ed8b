using System.Data.Common;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Over the rows 1, 2, 2, 3 and NULL of <c>whole</c>, by <c>id</c> from 1 to 5.</summary>
public sealed class WindowFunctions(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task Rows_are_numbered_and_ranked()
    {
        await Rows();

        var ranked = await sql.Rows("SELECT ROW_NUMBER() OVER (ORDER BY id), RANK() OVER (ORDER BY whole), DENSE_RANK() OVER (ORDER BY whole) FROM number_probes WHERE id < 5 ORDER BY id");

        Assert.Equal(["1 1 1", "2 2 2", "3 2 2", "4 4 3"], ranked.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public async Task The_default_frame_takes_in_those_that_tie()
    {
        await Rows();

        Assert.Equal("1 5 5 8", await Sums("ORDER BY whole"));
        Assert.Equal("1 3 5 8", await Sums("ORDER BY whole, id ROWS UNBOUNDED PRECEDING"));
        Assert.Equal("1 5 5 7", await Sums("ORDER BY whole RANGE BETWEEN 1 PRECEDING AND CURRENT ROW"));
    }

    [Fact]
    public async Task Neighbours_are_found()
    {
        await Rows();

        Assert.Equal([null, "1", "2", "2"], (await sql.Column("SELECT LAG(whole) OVER (ORDER BY id) FROM number_probes WHERE id < 5 ORDER BY id")).Select(v => v?.ToString()));
    }

    [Fact]
    public async Task A_frame_is_spelled()
    {
        await Rows();

        foreach (var window in new[] { "ORDER BY whole GROUPS 1 PRECEDING", "ORDER BY id ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW" })
            await ask.Query(window, $"SELECT COUNT(*) OVER ({window}) FROM number_probes WHERE id < 5 ORDER BY id");
    }

    [Fact]
    public async Task A_window_function_has_its_options()
    {
        await Rows();

        await ask.Query("COUNT(*) FILTER (...) OVER ()", "SELECT COUNT(*) FILTER (WHERE whole > 1) OVER () FROM number_probes LIMIT 1");
        await ask.Query("LAG with a default", "SELECT LAG(id, 1, 0) OVER (ORDER BY id) FROM number_probes WHERE id = 1");
    }

    [Fact]
    public async Task A_percentile_can_be_asked()
    {
        await Rows();

        await ask.Query("PERCENTILE_CONT ... WITHIN GROUP", "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY whole) FROM number_probes");
        await ask.Query("PERCENTILE_CONT ... OVER ()", "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY whole) OVER () FROM number_probes WHERE id = 1");
        await ask.Query("MEDIAN(whole)", "SELECT MEDIAN(whole) FROM number_probes");
        await ask.Query("MEDIAN(whole) OVER ()", "SELECT MEDIAN(whole) OVER () FROM number_probes WHERE id = 1");
    }

    [Fact]
    public async Task One_in_WHERE_is_refused() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Rows("SELECT id FROM number_probes WHERE ROW_NUMBER() OVER (ORDER BY id) = 1"));

    [Fact]
    public async Task One_in_an_assignment_is_refused() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute("UPDATE number_probes SET whole = ROW_NUMBER() OVER (ORDER BY id)"));

    private async Task<string> Sums(string window) =>
        string.Join(' ', await sql.Column($"SELECT SUM(whole) OVER ({window}) FROM number_probes WHERE id < 5 ORDER BY id"));

    private async Task Rows()
    {
        shop.NumberProbes.AddRange(new[] { 1, 2, 2, 3, (int?)null }.Select((whole, i) => new NumberProbe { Id = i + 1, Whole = whole }));
        await shop.SaveChangesAsync();
    }
}
