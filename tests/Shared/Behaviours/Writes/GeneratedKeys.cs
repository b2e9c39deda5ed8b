using Matrix.Harness.Leases;
using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class GeneratedKeys(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, DatabaseLease lease)
{
    [Fact]
    public async Task EF_reads_generated_keys_back_in_order()
    {
        var nodes = Enumerable.Range(1, 20).Select(i => new TreeNode { Name = $"node {i:00}" }).ToList();
        shop.TreeNodes.AddRange(nodes);

        await shop.SaveChangesAsync();

        Assert.Equal(nodes.Select(n => n.Name).Order(), nodes.OrderBy(n => n.Id).Select(n => n.Name));
    }

    [Fact]
    public async Task EF_reads_generated_keys_back_with_RETURNING()
    {
        shop.TreeNodes.AddRange(Enumerable.Range(1, 3).Select(i => new TreeNode { Name = $"node {i}" }));

        await shop.SaveChangesAsync();

        var inserts = string.Join('\n', lease.Statements.ToList().Where(s => s.Contains("tree_nodes", StringComparison.Ordinal)));
        observe.Value("RETURNING is sent", inserts.Contains("RETURNING", StringComparison.Ordinal));
        Assert.Equal(4, inserts.Split("INSERT INTO").Length);
    }

    [Fact]
    public async Task A_savepoint_s_rollback_gives_the_key_back()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('first')");
        await sql.Execute("SAVEPOINT before_second");
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('second')");
        await sql.Execute("ROLLBACK TO SAVEPOINT before_second");
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('third')");

        observe.Value("gap after the rollback", await GapAsync());
    }

    [Fact]
    public async Task A_generated_key_avoids_one_that_was_given()
    {
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1000000, 'given')");
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('generated')");

        observe.Value("generated key is above the given one", Convert.ToInt64(await sql.Scalar("SELECT id FROM tree_nodes WHERE name = 'generated'"), null) > 1000000);
    }

    [Fact]
    public async Task Zero_asks_for_a_generated_key()
    {
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (0, 'zero')");

        observe.Value("0 is stored as it is", Convert.ToInt64(await sql.Scalar("SELECT id FROM tree_nodes"), null) == 0);
    }

    [Fact]
    public async Task NULL_asks_for_a_generated_key() =>
        await ask.Statement("INSERT of NULL as key", "INSERT INTO tree_nodes (id, name) VALUES (NULL, 'null')");

    [Fact]
    public async Task DEFAULT_asks_for_a_generated_key() =>
        await ask.Statement("INSERT of DEFAULT as key", "INSERT INTO tree_nodes (id, name) VALUES (DEFAULT, 'default')");

    [Fact]
    public async Task A_negative_key_may_be_given()
    {
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (-5, 'below zero')");

        Assert.Equal(-5, Convert.ToInt64(await sql.Scalar("SELECT id FROM tree_nodes"), null));
    }

    private async Task<long> GapAsync()
    {
        var ids = await sql.Column("SELECT id FROM tree_nodes ORDER BY id");
        return Convert.ToInt64(ids[^1], null) - Convert.ToInt64(ids[0], null);
    }
}
