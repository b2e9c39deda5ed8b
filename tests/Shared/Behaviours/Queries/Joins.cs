using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Joins(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    private const string A = "(SELECT 1 AS id UNION ALL SELECT 2) AS a";
    private const string B = "(SELECT 2 AS id UNION ALL SELECT 3) AS b";

    [Fact]
    public async Task Both_sides_of_a_join_may_be_outer()
    {
        Assert.Equal(2, (await sql.Rows($"SELECT a.id, b.id FROM {A} LEFT JOIN {B} ON a.id = b.id")).Count);
        Assert.Equal(2, (await sql.Rows($"SELECT a.id, b.id FROM {A} RIGHT JOIN {B} ON a.id = b.id")).Count);
        await ask.Query("FULL JOIN", $"SELECT COUNT(*) FROM {A} FULL JOIN {B} ON a.id = b.id");
    }

    [Fact]
    public async Task Joins_can_do_without_ON()
    {
        Assert.Equal(4, (await sql.Rows($"SELECT a.id FROM {A} CROSS JOIN {B}")).Count);
        Assert.Equal("2", $"{await sql.Scalar($"SELECT id FROM {A} NATURAL JOIN {B}")}");
        Assert.Equal("2", string.Join(' ', (await sql.Rows($"SELECT * FROM {A} JOIN {B} USING (id)")).Single()));
        await ask.Query("JOIN without ON", $"SELECT COUNT(*) FROM {A} JOIN {B}");
        await ask.Query("STRAIGHT_JOIN", $"SELECT COUNT(*) FROM {A} STRAIGHT_JOIN {B}");
    }

    [Fact]
    public async Task A_comma_binds_as_JOIN_does() =>
        await ask.Query("FROM a, b JOIN c ON c.id = a.id", $"SELECT COUNT(*) FROM {A}, {B} JOIN (SELECT 1 AS id) AS c ON c.id = a.id");

    [Fact]
    public async Task A_subquery_can_use_the_row_beside_it()
    {
        await ask.Query("LATERAL", $"SELECT a.id, l.twice FROM {A}, LATERAL (SELECT a.id * 2 AS twice) AS l ORDER BY a.id");
        await ask.Query("LEFT JOIN LATERAL", $"SELECT a.id, l.twice FROM {A} LEFT JOIN LATERAL (SELECT a.id * 2 AS twice) AS l ON 1 = 1 ORDER BY a.id");
    }

    [Fact]
    public async Task A_derived_table_needs_a_name() =>
        await ask.Query("FROM (SELECT 1)", "SELECT COUNT(*) FROM (SELECT 1 AS id)");

    [Fact]
    public async Task EF_takes_the_first_rows_of_each_parent()
    {
        await Tree();

        var names = await shop.TreeNodes.Where(p => p.ParentId == null)
            .SelectMany(p => shop.TreeNodes.Where(c => c.ParentId == p.Id).OrderBy(c => c.Name).Take(1)).Select(c => c.Name).OrderBy(n => n).ToListAsync();

        Assert.Equal(["a1", "b1"], names);
    }

    [Fact]
    public async Task EF_uses_the_parent_s_row_in_the_child_s_query()
    {
        await Tree();

        await ask.Outcome("SelectMany of children joined to their parent's name", () => shop.TreeNodes.Where(p => p.ParentId == null)
            .SelectMany(p => shop.TreeNodes.Where(c => c.ParentId == p.Id).Select(c => p.Name + "/" + c.Name).Take(1)).OrderBy(n => n).ToListAsync());
    }

    [Fact]
    public async Task EF_joins_to_the_left_as_LINQ_always_could()
    {
        await Tree();

        var names = await (from node in shop.TreeNodes
                           join child in shop.TreeNodes on node.Id equals child.ParentId into children
                           from child in children.DefaultIfEmpty()
                           where node.ParentId == null
                           select node.Name + ":" + (child == null ? "none" : child.Name)).OrderBy(n => n).ToListAsync();

        Assert.Equal(["a:a1", "a:a2", "b:b1", "c:none"], names);
    }

    [Fact]
    public async Task EF_knows_the_LeftJoin_of_NET_10()
    {
        await Tree();

        await ask.Outcome("LeftJoin", () => shop.TreeNodes.LeftJoin(shop.TreeNodes, n => n.Id, c => c.ParentId, (n, c) => new { n.Name, Child = c!.Name })
            .Where(pair => pair.Child == null).CountAsync());
    }

    [Fact]
    public async Task EF_knows_the_RightJoin_of_NET_10()
    {
        await Tree();

        await ask.Outcome("RightJoin", () => shop.TreeNodes.RightJoin(shop.TreeNodes, c => c.ParentId, n => n.Id, (c, n) => new { Child = c!.Name, n.Name })
            .Where(pair => pair.Child == null).CountAsync());
    }

    private async Task Tree()
    {
        TreeNode a = new() { Name = "a" }, b = new() { Name = "b" };
        shop.TreeNodes.AddRange(a, b, new() { Name = "c" }, new() { Name = "a1", Parent = a }, new() { Name = "a2", Parent = a }, new() { Name = "b1", Parent = b });
        await shop.SaveChangesAsync();
    }
}
