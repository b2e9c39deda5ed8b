using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Paging(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task LIMIT_and_OFFSET_are_understood()
    {
        await Rows();

        Assert.Equal(2, Convert.ToInt32(await sql.Scalar("SELECT id FROM number_probes ORDER BY id LIMIT @p0 OFFSET @p1", 1, 1), null));
    }

    [Fact]
    public async Task A_page_may_be_spelled_otherwise()
    {
        await Rows();

        foreach (var page in new[]
        {
            "LIMIT 1, 1", "OFFSET 1", "OFFSET 1 ROWS", "OFFSET 1 LIMIT 1", "LIMIT -1 OFFSET 1", "LIMIT ALL OFFSET 1",
            "FETCH FIRST 1 ROW ONLY", "OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY",
        })
        {
            await ask.Query(page, $"SELECT id FROM number_probes ORDER BY id {page}");
        }
    }

    [Fact]
    public async Task A_page_takes_those_that_tie_with_its_last()
    {
        await Rows();

        await ask.Query("FETCH FIRST 1 ROW WITH TIES", "SELECT id FROM number_probes ORDER BY small FETCH FIRST 1 ROW WITH TIES");
    }

    [Fact]
    public async Task A_limit_can_be_more_than_a_plain_number()
    {
        await Rows();

        await ask.Query("LIMIT 1 + 1", "SELECT id FROM number_probes ORDER BY id LIMIT 1 + 1");
        await ask.Query("LIMIT NULL", "SELECT id FROM number_probes ORDER BY id LIMIT NULL");
        await ask.Query("LIMIT -1", "SELECT id FROM number_probes ORDER BY id LIMIT -1");
        await ask.Query("LIMIT 1.5", "SELECT id FROM number_probes ORDER BY id LIMIT 1.5");
        await ask.Query("LIMIT '2'", "SELECT id FROM number_probes ORDER BY id LIMIT '2'");
        await ask.Query("LIMIT (SELECT 2)", "SELECT id FROM number_probes ORDER BY id LIMIT (SELECT 2)");
    }

    [Fact]
    public async Task A_limit_can_stand_in_a_subquery()
    {
        await Rows();

        await ask.Query("IN (SELECT ... LIMIT 2)", "SELECT id FROM number_probes WHERE id IN (SELECT id FROM number_probes ORDER BY id LIMIT 2) ORDER BY id");
        Assert.Equal(2, (await sql.Rows("SELECT id FROM (SELECT id FROM number_probes ORDER BY id LIMIT 2) AS page")).Count);
    }

    [Fact]
    public async Task A_limit_can_stand_in_an_update_or_delete()
    {
        await Rows();

        await ask.Statement("UPDATE ... LIMIT 1", "UPDATE number_probes SET whole = 0 LIMIT 1");
        await ask.Statement("DELETE ... ORDER BY id LIMIT 1", "DELETE FROM number_probes ORDER BY id LIMIT 1");
    }

    [Fact]
    public async Task EF_skips_without_taking()
    {
        await Rows();

        Assert.Equal([2, 3], await shop.NumberProbes.OrderBy(n => n.Id).Skip(1).Select(n => n.Id).ToListAsync());
    }

    [Fact]
    public async Task EF_takes_from_within_a_page()
    {
        await Rows();
        var first = shop.NumberProbes.OrderBy(n => n.Id).Take(2);

        Assert.Equal([2, 1], await first.OrderByDescending(n => n.Id).Select(n => n.Id).ToListAsync());
        await ask.Outcome("Where(n => page.Contains(n))", () => shop.NumberProbes.Where(n => first.Select(f => f.Id).Contains(n.Id)).CountAsync());
    }

    [Fact]
    public async Task EF_takes_nothing()
    {
        await Rows();

        Assert.Empty(await shop.NumberProbes.OrderBy(n => n.Id).Take(0).ToListAsync());
    }

    private async Task Rows()
    {
        shop.NumberProbes.AddRange(new NumberProbe { Id = 1, Small = 1 }, new NumberProbe { Id = 2, Small = 1 }, new NumberProbe { Id = 3, Small = 2 });
        await shop.SaveChangesAsync();
    }
}
