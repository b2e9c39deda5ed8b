using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What else a connection can do while a result is being read from it.</summary>
public sealed class Readers(ShopContext shop, SqlSession sql, Observations observe)
{
    [Fact]
    public async Task Two_results_can_be_read_at_once() => await observe.Outcome("a second reader", async () =>
    {
        await using var first = sql.Command("SELECT id FROM tenants ORDER BY id");
        await using var reader = await first.ExecuteReaderAsync();
        await reader.ReadAsync();
        return await sql.Scalar("SELECT MAX(id) FROM tenants");
    });

    [Fact]
    public async Task Rows_can_be_written_while_others_are_read() => await observe.Outcome("INSERT beside a reader", async () =>
    {
        await using var first = sql.Command("SELECT id FROM tenants ORDER BY id");
        await using var reader = await first.ExecuteReaderAsync();
        await reader.ReadAsync();
        return await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('meanwhile')");
    });

    [Fact]
    public async Task EF_queries_while_it_streams_another_query() => await observe.Outcome("CountAsync within AsAsyncEnumerable", async () =>
    {
        var counted = 0;
        await foreach (var tenant in shop.Tenants.AsAsyncEnumerable())
            counted += await shop.Products.CountAsync(p => p.TenantId == tenant.Id) + 1;
        return counted;
    });

    [Fact]
    public async Task EF_queries_once_the_first_is_a_list()
    {
        var counted = 0;
        foreach (var tenant in await shop.Tenants.ToListAsync())
            counted += await shop.Products.CountAsync(p => p.TenantId == tenant.Id) + 1;

        Assert.Equal(3, counted);
    }

    [Fact]
    public async Task EF_saves_while_it_streams_a_query()
    {
        var first = shop.Tenants.AsAsyncEnumerable().GetAsyncEnumerator();
        await using (first)
        {
            await first.MoveNextAsync();
            await observe.Outcome("SaveChanges within AsAsyncEnumerable", async () =>
            {
                shop.TreeNodes.Add(new() { Name = "meanwhile" });
                return await shop.SaveChangesAsync();
            });
        }
    }

    [Fact]
    public async Task A_reader_that_is_left_early_frees_the_connection()
    {
        await using (var first = sql.Command("SELECT id FROM tenants"))
        await using (var reader = await first.ExecuteReaderAsync())
            await reader.ReadAsync();

        Assert.Equal(1, await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('afterwards')"));
    }

    [Fact]
    public async Task A_column_s_type_is_told_before_the_first_row()
    {
        await using var command = sql.Command("SELECT id, name FROM tenants WHERE id = 4711");
        await using var reader = await command.ExecuteReaderAsync();

        observe.Value("type of an int column without rows", reader.GetFieldType(0).Name);
        Assert.Equal(typeof(string), reader.GetFieldType(1));
    }
}
