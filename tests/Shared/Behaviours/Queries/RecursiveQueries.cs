using System.Data.Common;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class RecursiveQueries(ShopContext shop, SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task A_tree_is_walked_from_its_root()
    {
        TreeNode root = new() { Name = "root" }, branch = new() { Name = "branch", Parent = root };
        shop.TreeNodes.AddRange(root, branch, new() { Name = "leaf", Parent = branch }, new() { Name = "elsewhere" });
        await shop.SaveChangesAsync();

        var names = await sql.Column(
            "WITH RECURSIVE below (id, name, depth) AS (SELECT id, name, 0 FROM tree_nodes WHERE name = 'root' "
            + "UNION ALL SELECT t.id, t.name, b.depth + 1 FROM tree_nodes t JOIN below b ON t.parent_id = b.id) SELECT name FROM below ORDER BY depth");

        Assert.Equal(["root", "branch", "leaf"], names);
    }

    [Fact]
    public async Task Counting_goes_as_deep_as_it_is_told()
    {
        foreach (var depth in new[] { 1001, 5000 })
            await ask.Query($"counting to {depth}", $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {depth}) SELECT MAX(i) FROM n");
    }

    [Fact]
    public async Task An_endless_one_ends_with_a_limit() =>
        await ask.Query("endless, LIMIT 3", "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 3");

    [Fact]
    public async Task UNION_ends_a_circle() =>
        Assert.Equal(2, (await sql.Rows("WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT 3 - i FROM n) SELECT i FROM n")).Count);

    [Fact]
    public async Task The_word_RECURSIVE_may_be_left_out() =>
        await ask.Query("WITH n AS (... FROM n)", "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT MAX(i) FROM n");

    [Fact]
    public async Task A_text_may_grow_beyond_its_first_row() =>
        await ask.Query("path of x, xx, xxx", "WITH RECURSIVE n (i, path) AS (SELECT 1, 'x' UNION ALL SELECT i + 1, CONCAT(path, 'x') FROM n WHERE i < 3) SELECT path FROM n ORDER BY i");

    [Fact]
    public async Task The_recursive_part_may_have_a_limit() =>
        await ask.Query("LIMIT in the recursive part", "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT MAX(i) FROM n");

    [Fact]
    public async Task The_recursive_part_must_not_aggregate() => await Assert.ThrowsAnyAsync<DbException>(() =>
        sql.Scalar("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT MAX(i) + 1 FROM n WHERE i < 3) SELECT MAX(i) FROM n"));

    [Fact]
    public async Task A_common_table_may_lead_a_change()
    {
        await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10), (2, 20)");

        await ask.Statement("WITH ... UPDATE", "WITH low AS (SELECT 1 AS id) UPDATE number_probes SET whole = 0 WHERE id IN (SELECT id FROM low)");
        await ask.Statement("WITH ... DELETE", "WITH low AS (SELECT 1 AS id) DELETE FROM number_probes WHERE id IN (SELECT id FROM low)");
        await ask.Statement("WITH ... INSERT", "WITH high AS (SELECT 3 AS id) INSERT INTO number_probes (id) SELECT id FROM high");

        Assert.Equal(1, await sql.Execute("INSERT INTO number_probes (id) WITH high AS (SELECT 4 AS id) SELECT id FROM high"));
    }

    [Fact]
    public async Task A_common_table_may_change_rows_itself()
    {
        await sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10)");

        await ask.Query("WITH gone AS (DELETE ... RETURNING id)", "WITH gone AS (DELETE FROM number_probes RETURNING id) SELECT id FROM gone");
    }

    [Fact]
    public async Task A_common_table_may_be_told_to_stand_alone() =>
        await ask.Query("AS MATERIALIZED", "WITH one AS MATERIALIZED (SELECT 1 AS id) SELECT id FROM one");
}
