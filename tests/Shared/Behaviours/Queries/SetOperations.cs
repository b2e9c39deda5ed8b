using System.Data.Common;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class SetOperations(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task Every_operation_is_known()
    {
        Assert.Single(await sql.Rows("SELECT 1 INTERSECT SELECT 1"));
        Assert.Single(await sql.Rows("SELECT 1 EXCEPT SELECT 2"));
        await ask.Query("INTERSECT ALL", "SELECT 1 INTERSECT ALL SELECT 1");
        await ask.Query("EXCEPT ALL", "SELECT 1 EXCEPT ALL SELECT 2");
    }

    [Fact]
    public async Task INTERSECT_binds_before_UNION() =>
        await ask.Query("1 UNION 2 INTERSECT 2", "SELECT 1 AS n UNION SELECT 2 INTERSECT SELECT 2 ORDER BY n");

    [Fact]
    public async Task NULL_is_one_value()
    {
        Assert.Equal([null], await sql.Column("SELECT NULL UNION SELECT NULL"));
        Assert.Empty(await sql.Column("SELECT NULL EXCEPT SELECT NULL"));
    }

    [Fact]
    public async Task A_part_in_brackets_may_be_ordered_and_limited() =>
        await ask.Query("(... ORDER BY id LIMIT 1) UNION ALL (...)", "(SELECT id FROM tenants ORDER BY id DESC LIMIT 1) UNION ALL (SELECT id FROM tenants ORDER BY id LIMIT 1)");

    [Fact]
    public async Task A_part_without_brackets_must_not_be_ordered() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Rows("SELECT id FROM tenants ORDER BY id UNION ALL SELECT 9"));

    [Fact]
    public async Task The_whole_may_be_ordered_by_an_expression()
    {
        Assert.Equal("2", $"{await sql.Scalar("SELECT 1 AS n UNION ALL SELECT 2 ORDER BY n DESC")}");
        await ask.Query("ORDER BY an expression", "SELECT 1 AS n UNION ALL SELECT 2 ORDER BY -n");
        await ask.Query("ORDER BY a name of the second part", "SELECT 1 AS n UNION ALL SELECT 2 AS m ORDER BY m DESC");
    }

    [Fact]
    public async Task Types_may_differ_between_the_parts()
    {
        await ask.Query("1 UNION ALL 'a'", "SELECT 1 UNION ALL SELECT 'a'");
        await ask.Query("1 UNION '1'", "SELECT COUNT(*) FROM (SELECT 1 AS n UNION SELECT '1') AS u");

        Assert.Single(await sql.Rows("SELECT 1 AS n UNION SELECT 1.0"));
    }

    [Fact]
    public async Task The_number_of_columns_must_not_differ() =>
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Rows("SELECT 1, 2 UNION SELECT 1"));

    [Fact]
    public async Task EF_knows_each_of_them()
    {
        var low = shop.Tenants.Where(t => t.Id <= 2).Select(t => t.Id);
        var high = shop.Tenants.Where(t => t.Id >= 2).Select(t => t.Id);

        Assert.Equal([1, 2, 3], await low.Union(high).OrderBy(id => id).ToListAsync());
        Assert.Equal([1, 2, 2, 3], await low.Concat(high).OrderBy(id => id).ToListAsync());
        Assert.Equal([2], await low.Intersect(high).ToListAsync());
        Assert.Equal([1], await low.Except(high).ToListAsync());
    }

    [Fact]
    public async Task EF_puts_a_page_into_each_part()
    {
        var ends = shop.Tenants.OrderBy(t => t.Id).Take(1).Concat(shop.Tenants.OrderByDescending(t => t.Id).Take(1));

        Assert.Equal([1, 3], await ends.Select(t => t.Id).OrderBy(id => id).ToListAsync());
    }
}
