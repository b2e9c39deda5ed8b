using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Statements that change many rows at once, over the numbers 10, 20 and 30 by <c>id</c>.</summary>
public sealed class UpdateAndDelete(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task An_update_may_read_its_own_table()
    {
        await Rows();

        await ask.Statement("UPDATE ... SET whole = (SELECT MAX(whole) FROM itself)", "UPDATE number_probes SET whole = (SELECT MAX(whole) FROM number_probes) WHERE id = 1");
        await ask.Statement("UPDATE ... WHERE id = (SELECT MAX(id) FROM itself)", "UPDATE number_probes SET big = 1 WHERE id = (SELECT MAX(id) FROM number_probes)");
        await ask.Statement("UPDATE ... WHERE id IN (SELECT id FROM itself)", "UPDATE number_probes SET big = 2 WHERE id IN (SELECT id FROM number_probes WHERE whole > 10)");
    }

    [Fact]
    public async Task A_delete_may_read_its_own_table()
    {
        await Rows();

        await ask.Statement("DELETE ... WHERE id = (SELECT MAX(id) FROM itself)", "DELETE FROM number_probes WHERE id = (SELECT MAX(id) FROM number_probes)");

        Assert.Equal(1, await sql.Execute("DELETE FROM number_probes WHERE id IN (SELECT id FROM (SELECT id FROM number_probes WHERE whole = 20) AS own)"));
    }

    [Fact]
    public async Task An_insert_may_read_its_own_table()
    {
        await Rows();

        Assert.Equal(3, await sql.Execute("INSERT INTO number_probes (id, whole) SELECT id + 10, whole FROM number_probes"));
    }

    [Fact]
    public async Task Assignments_see_the_row_as_it_was()
    {
        await sql.Execute("INSERT INTO number_probes (id, whole, big) VALUES (1, 10, 20)");

        await sql.Execute("UPDATE number_probes SET whole = big, big = whole");

        observe.Value("10, 20 after SET whole = big, big = whole", await sql.Rows("SELECT whole, big FROM number_probes"));
    }

    [Fact]
    public async Task EF_swaps_two_columns()
    {
        shop.NumberProbes.Add(new NumberProbe { Id = 1, Whole = 10, Big = 20 });
        await shop.SaveChangesAsync();

        await shop.NumberProbes.ExecuteUpdateAsync(set => set.SetProperty(n => n.Whole, n => (int?)n.Big).SetProperty(n => n.Big, n => n.Whole));

        observe.Value("10, 20 after SetProperty(Whole, Big), SetProperty(Big, Whole)", await sql.Rows("SELECT whole, big FROM number_probes"));
    }

    [Fact]
    public async Task Unique_keys_can_be_shifted_by_one()
    {
        await Rows();

        await ask.Statement("UPDATE ... SET id = id + 1", "UPDATE number_probes SET id = id + 1");
        await ask.Statement("UPDATE ... SET id = id + 1 ORDER BY id DESC", "UPDATE number_probes SET id = id + 1 ORDER BY id DESC");
    }

    [Fact]
    public async Task A_change_may_be_joined_to_another_table()
    {
        await Rows();

        await ask.Statement("UPDATE ... FROM", "UPDATE number_probes SET big = 1 FROM tenants WHERE tenants.id = number_probes.id AND tenants.id = 1");
        await ask.Statement("UPDATE ... JOIN ... SET", "UPDATE number_probes JOIN tenants ON tenants.id = number_probes.id SET big = 1 WHERE tenants.id = 1");
        await ask.Statement("DELETE ... USING", "DELETE FROM number_probes USING tenants WHERE tenants.id = number_probes.id AND tenants.id = 2");
        await ask.Statement("DELETE t FROM t JOIN", "DELETE number_probes FROM number_probes JOIN tenants ON tenants.id = number_probes.id WHERE tenants.id = 3");
    }

    [Fact]
    public async Task A_changed_table_may_have_an_alias()
    {
        await Rows();

        await ask.Statement("UPDATE number_probes AS n SET n.whole", "UPDATE number_probes AS n SET n.whole = 1 WHERE n.id = 1");
        await ask.Statement("DELETE FROM number_probes AS n", "DELETE FROM number_probes AS n WHERE n.id = 1");
    }

    [Fact]
    public async Task Several_columns_may_be_set_from_one_row()
    {
        await Rows();

        await ask.Statement("SET (whole, big) = (1, 2)", "UPDATE number_probes SET (whole, big) = (1, 2) WHERE id = 1");
        await ask.Statement("SET (whole, big) = (SELECT 1, 2)", "UPDATE number_probes SET (whole, big) = (SELECT 1, 2) WHERE id = 1");
        await ask.Statement("SET whole = DEFAULT", "UPDATE number_probes SET whole = DEFAULT WHERE id = 1");
    }

    [Fact]
    public async Task A_column_may_be_set_twice()
    {
        await Rows();

        await ask.Statement("SET whole = 1, whole = 2", "UPDATE number_probes SET whole = 1, whole = 2 WHERE id = 1");
    }

    [Fact]
    public async Task EF_updates_by_what_another_table_holds()
    {
        var order = await shop.AddOrderAsync();

        await ask.Outcome("quantity of 2 after ExecuteUpdate by a stock of 10", async () =>
        {
            await shop.OrderLines.Where(l => l.Order!.User!.Email == "ada@example.com" && l.Product!.Sku == "TEA-1")
                .Select(l => new { Line = l, l.Product!.Stock }).ExecuteUpdateAsync(set => set.SetProperty(x => x.Line.Quantity, x => x.Line.Quantity + x.Stock));
            return await shop.OrderLines.Where(l => l.OrderId == order.Id && l.Number == 1).Select(l => l.Quantity).SingleAsync();
        });
    }

    [Fact]
    public async Task EF_deletes_by_what_another_table_holds()
    {
        await shop.AddOrderAsync();

        Assert.Equal(1, await shop.OrderLines.Where(l => l.Product!.Sku == "MUG-1").ExecuteDeleteAsync());
    }

    [Fact]
    public async Task EF_deletes_by_what_the_table_itself_holds()
    {
        await Rows();

        await ask.Outcome("ExecuteDelete of those above the average", () => shop.NumberProbes.Where(n => n.Whole > shop.NumberProbes.Average(o => o.Whole)).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task EF_updates_by_what_the_table_itself_holds()
    {
        await Rows();

        await ask.Outcome("ExecuteUpdate to the table's maximum", () => shop.NumberProbes.Where(n => n.Id == 1)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Whole, _ => shop.NumberProbes.Max(o => o.Whole))));
    }

    [Fact]
    public async Task EF_changes_the_rows_of_one_page()
    {
        await Rows();

        Assert.Equal(2, await shop.NumberProbes.OrderBy(n => n.Id).Take(2).ExecuteUpdateAsync(set => set.SetProperty(n => n.Big, 1)));
        await ask.Outcome("OrderBy.Skip(1).Take(1).ExecuteDelete", () => shop.NumberProbes.OrderBy(n => n.Id).Skip(1).Take(1).ExecuteDeleteAsync());
    }

    private Task<int> Rows() => sql.Execute("INSERT INTO number_probes (id, whole) VALUES (1, 10), (2, 20), (3, 30)");
}
