using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class Triggers(ShopContext shop, SqlSession sql, Observations observe, Dialect dialect)
{
    private const string Note = "INSERT INTO tree_nodes (name) VALUES ('noted')";

    [Fact]
    public async Task A_trigger_fires_for_a_row_that_is_deleted()
    {
        await sql.Execute("INSERT INTO text_probes (free) VALUES ('a'), ('b')");
        await sql.Execute(dialect.CreateTrigger("DELETE", "text_probes", Note));

        await sql.Execute("DELETE FROM text_probes");

        Assert.Equal(2, await shop.TreeNodes.CountAsync());
    }

    [Fact]
    public async Task A_trigger_fires_for_a_row_that_a_cascade_deletes()
    {
        var order = await shop.AddOrderAsync();
        await sql.Execute(dialect.CreateTrigger("DELETE", "order_lines", Note));

        await sql.Execute("DELETE FROM orders WHERE id = @p0", order.Id);

        observe.Value("triggers fired for two cascaded rows", await shop.TreeNodes.CountAsync());
    }

    [Fact]
    public async Task A_trigger_may_not_write_to_its_own_table()
    {
        await sql.Execute(dialect.CreateTrigger("DELETE", "tree_nodes", Note));
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('gone')");

        await observe.Outcome("DELETE whose trigger inserts into the same table", () => sql.Execute("DELETE FROM tree_nodes WHERE name = 'gone'"));
    }

    [Fact]
    public async Task What_a_trigger_writes_is_not_counted()
    {
        await sql.Execute("INSERT INTO text_probes (free) VALUES ('a')");
        await sql.Execute(dialect.CreateTrigger("DELETE", "text_probes", Note));

        Assert.Equal(1, await sql.Execute("DELETE FROM text_probes"));
    }

    [Fact]
    public async Task A_trigger_disturbs_the_last_generated_key()
    {
        await CountApartAsync();
        await sql.Execute(dialect.CreateTrigger("INSERT", "text_probes", Note));
        await sql.Execute("INSERT INTO text_probes (free) VALUES ('a')");

        var last = Convert.ToInt64(await sql.Scalar($"SELECT {dialect.LastGeneratedKey}"), null);
        var key = await LastKeyAsync("text_probes");

        observe.Value("the last key is the row's own", last == key);
    }

    [Fact]
    public async Task EF_reads_a_key_back_past_a_trigger()
    {
        await CountApartAsync();
        await sql.Execute(dialect.CreateTrigger("INSERT", "text_probes", Note));
        var probe = new Model.Probes.TextProbe { Free = "a" };
        shop.TextProbes.Add(probe);

        await shop.SaveChangesAsync();

        Assert.Equal(await LastKeyAsync("text_probes"), probe.Id);
    }

    // Both tables count on their own. Unless they stand at different numbers, one's key looks like the other's.
    private async Task CountApartAsync()
    {
        await sql.Execute("INSERT INTO text_probes (free) VALUES ('first')");
        do
            await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('ahead')");
        while (await LastKeyAsync("tree_nodes") == await LastKeyAsync("text_probes"));
    }

    private async Task<long> LastKeyAsync(string table) => Convert.ToInt64(await sql.Scalar($"SELECT MAX(id) FROM {table}"), null);
}
