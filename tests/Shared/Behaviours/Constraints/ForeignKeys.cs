using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class ForeignKeys(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task An_orphan_is_refused()
    {
        await ask.Outcome("EF: order of user 4711", () =>
        {
            shop.Orders.Add(new Order { UserId = 4711, PlacedUtc = DateTime.UnixEpoch });
            return shop.SaveChangesAsync();
        });
        await ask.Statement("INSERT of a node below node 4711", "INSERT INTO tree_nodes (parent_id, name) VALUES (4711, 'lost')");
    }

    [Fact]
    public async Task A_parent_with_children_cannot_be_deleted()
    {
        await shop.AddUserAsync();

        await ask.Statement("DELETE of a tenant with users", "DELETE FROM tenants WHERE id = 1");
        await ask.Outcome("EF: Remove of a tenant with users", () =>
        {
            shop.ChangeTracker.Clear();
            shop.Tenants.Remove(new() { Id = 1, Name = "Northwind" });
            return shop.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task A_parent_s_key_cannot_be_changed_under_its_children()
    {
        await shop.AddUserAsync();

        await ask.Statement("UPDATE of a tenant's key", "UPDATE tenants SET id = 9 WHERE id = 1");
    }

    [Fact]
    public async Task A_cascade_deletes_the_children()
    {
        var order = await shop.AddOrderAsync();

        await sql.Execute("DELETE FROM orders WHERE id = @p0", order.Id);

        Assert.Equal(0, await shop.OrderLines.CountAsync());
    }

    [Fact]
    public async Task Rows_that_a_cascade_deletes_are_not_counted()
    {
        var order = await shop.AddOrderAsync();

        Assert.Equal(1, await shop.Orders.Where(o => o.Id == order.Id).ExecuteDeleteAsync());
    }

    [Fact, OwnDatabase]
    public async Task A_deletion_can_set_the_children_s_key_to_NULL_or_to_its_default()
    {
        Assert.Null(await AfterDeletionAsync("SET NULL"));
        await ask.Outcome("ON DELETE SET DEFAULT, where that is 1", () => AfterDeletionAsync("SET DEFAULT"));
    }

    [Fact]
    public async Task A_table_that_refers_to_itself_can_be_emptied_at_once()
    {
        var root = new TreeNode { Name = "root" };
        shop.TreeNodes.AddRange(root, new TreeNode { Name = "leaf", Parent = root });
        await shop.SaveChangesAsync();

        await ask.Statement("DELETE of parent and child together", "DELETE FROM tree_nodes");
    }

    [Fact]
    public async Task A_row_may_refer_to_itself()
    {
        await sql.Execute("INSERT INTO tree_nodes (id, parent_id, name) VALUES (77, 77, 'own parent')");

        Assert.Equal(77, await shop.TreeNodes.Select(n => n.ParentId).SingleAsync());
    }

    [Fact]
    public async Task NULL_refers_to_nothing_and_is_allowed()
    {
        await sql.Execute("INSERT INTO tree_nodes (parent_id, name) VALUES (NULL, 'root')");

        Assert.Equal(1, await shop.TreeNodes.CountAsync());
    }

    [Fact]
    public async Task A_violation_names_its_constraint()
    {
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => sql.Execute("INSERT INTO tree_nodes (parent_id, name) VALUES (4711, 'lost')"));

        observe.Value("message names fk_tree_nodes", error.Message.Contains("fk_tree_nodes", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<object?> AfterDeletionAsync(string action)
    {
        await sql.Execute("DROP TABLE IF EXISTS leaves");
        await sql.Execute($"CREATE TABLE leaves (id int NOT NULL PRIMARY KEY, node_id int DEFAULT 1, FOREIGN KEY (node_id) REFERENCES tree_nodes (id) ON DELETE {action})");
        await sql.Execute("DELETE FROM tree_nodes");
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1, 'default'), (2, 'gone')");
        await sql.Execute("INSERT INTO leaves (id, node_id) VALUES (1, 2)");
        await sql.Execute("DELETE FROM tree_nodes WHERE id = 2");
        return await sql.Scalar("SELECT node_id FROM leaves");
    }
}
