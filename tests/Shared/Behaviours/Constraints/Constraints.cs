using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Constraints(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task A_duplicate_key_is_refused()
    {
        await shop.AddProductAsync();

        await ask.Outcome("EF: the same SKU twice", () => shop.AddProductAsync());
        await ask.Statement("the same primary key twice", "INSERT INTO roles (code, name) VALUES ('admin', 'again')");
    }

    [Fact]
    public async Task NULL_in_a_NOT_NULL_column_is_refused()
    {
        await ask.Outcome("EF: a node whose name is null", () =>
        {
            shop.TreeNodes.Add(new TreeNode { Name = null! });
            return shop.SaveChangesAsync();
        });
        await ask.Statement("INSERT of NULL", "INSERT INTO tree_nodes (name) VALUES (NULL)");
        await ask.Statement("INSERT without the column", "INSERT INTO roles (code) VALUES ('guest')");
    }

    [Fact]
    public async Task A_check_constraint_is_enforced()
    {
        await ask.Outcome("EF: a price below zero", () => shop.AddProductAsync(price: -1));
    }

    [Fact, OwnDatabase]
    public async Task A_check_constraint_lets_NULL_pass()
    {
        await sql.Execute("CREATE TABLE checked (id int, size int CHECK (size > 0))");

        Assert.Equal(1, await sql.Execute("INSERT INTO checked (id, size) VALUES (1, NULL)"));
    }

    [Fact, OwnDatabase]
    public async Task A_text_primary_key_takes_NULL()
    {
        await sql.Execute("CREATE TABLE keyed (code varchar(10) PRIMARY KEY)");

        await ask.Statement("INSERT of NULL into a text key", "INSERT INTO keyed (code) VALUES (NULL)");
    }

    [Fact]
    public async Task Half_of_a_composite_key_may_repeat()
    {
        var order = await shop.AddOrderAsync();
        var product = order.Lines[0].ProductId;

        await ask.Statement("the same pair twice", $"INSERT INTO order_lines (order_id, number, product_id, quantity, unit_price) VALUES ({order.Id}, 1, {product}, 1, 1)");
        Assert.Equal(1, await sql.Execute($"INSERT INTO order_lines (order_id, number, product_id, quantity, unit_price) VALUES ({order.Id}, 3, {product}, 1, 1)"));
    }

    [Fact, OwnDatabase]
    public async Task NULL_in_a_composite_unique_index_makes_rows_differ()
    {
        await sql.Execute("CREATE TABLE pairs (a int, b int, UNIQUE (a, b))");
        await sql.Execute("INSERT INTO pairs (a, b) VALUES (1, NULL)");

        Assert.Equal(1, await sql.Execute("INSERT INTO pairs (a, b) VALUES (1, NULL)"));
    }

    [Fact]
    public async Task Uniqueness_is_checked_when_the_statement_ends()
    {
        await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1, 'a'), (2, 'b')");

        await ask.Statement("UPDATE ... SET id = id + 1", "UPDATE tree_nodes SET id = id + 1");
    }

    [Fact]
    public async Task EF_cannot_swap_two_unique_values()
    {
        var one = new TextProbe { Code = "one" };
        var two = new TextProbe { Code = "two" };
        shop.TextProbes.AddRange(one, two);
        await shop.SaveChangesAsync();
        (one.Code, two.Code) = (two.Code, one.Code);

        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.SaveChangesAsync());
    }

    [Fact]
    public async Task A_violation_names_its_column()
    {
        await shop.AddProductAsync();

        var error = await Assert.ThrowsAsync<DbUpdateException>(() => shop.AddProductAsync());

        observe.Value("message names the index ix_products", error.InnerException!.Message.Contains("ix_products", StringComparison.OrdinalIgnoreCase));
        observe.Value("message names the column sku", error.InnerException!.Message.Contains(".sku", StringComparison.OrdinalIgnoreCase));
        observe.Value("message gives the value", error.InnerException!.Message.Contains("TEA-1", StringComparison.Ordinal));
    }

    [Fact, OwnDatabase]
    public async Task A_constraint_can_be_added_to_a_table()
    {
        await sql.Execute("ALTER TABLE products ADD CONSTRAINT ck_stock CHECK (stock >= 0)");

        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute("INSERT INTO products (tenant_id, sku, name, price, stock, version) VALUES (1, 'X', 'X', 1, -1, 0)"));
    }

    [Fact, OwnDatabase]
    public async Task A_column_can_be_added_that_must_not_be_NULL()
    {
        await shop.AddProductAsync();

        await ask.Acceptance("ADD COLUMN ... NOT NULL without default", "ALTER TABLE products ADD COLUMN weight int NOT NULL");
    }
}
