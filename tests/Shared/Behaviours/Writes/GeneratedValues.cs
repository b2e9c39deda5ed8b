using Matrix.Harness.Leases;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class GeneratedValues(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect, DatabaseLease lease)
{
    [Fact]
    public async Task A_generated_column_cannot_be_written()
    {
        await shop.AddOrderAsync();

        await ask.Statement("UPDATE of a generated column", "UPDATE order_lines SET total = 1");
    }

    [Fact]
    public async Task A_generated_column_follows_its_sources()
    {
        var order = await shop.AddOrderAsync();
        order.Lines[0].Quantity = 3;

        await shop.SaveChangesAsync();

        Assert.Equal(13.50m, order.Lines[0].Total);
    }

    [Fact]
    public async Task EF_reads_a_computed_value_back_after_an_update_with_RETURNING()
    {
        var order = await shop.AddOrderAsync();
        order.Lines[0].Quantity = 3;

        await shop.SaveChangesAsync();

        observe.Value("RETURNING is sent", lease.Statements.ToList().Single(s => s.Contains("UPDATE", StringComparison.Ordinal)).Contains("RETURNING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_key_of_several_rows_is_the_last_row_s()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('a'), ('b'), ('c')");

        var last = Convert.ToInt64(await sql.Scalar($"SELECT {dialect.LastGeneratedKey}"), null);

        observe.Value("which row the engine's last key is", await sql.Column($"SELECT name FROM tree_nodes WHERE id = {last}"));
    }

    [Fact, OwnDatabase]
    public async Task A_rolled_back_transaction_gives_its_keys_back()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('before')");
        await sql.BeginAsync();
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('a'), ('b')");
        await sql.RollbackAsync();
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('after')");

        observe.Value("keys between the rows before and after two that were rolled back", await sql.Scalar("SELECT MAX(id) - MIN(id) - 1 FROM tree_nodes"));
    }

    [Fact]
    public async Task The_key_of_a_deleted_row_is_not_given_out_again()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('a')");
        var first = await sql.Scalar("SELECT id FROM tree_nodes");
        await sql.Execute("DELETE FROM tree_nodes");
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('b')");

        Assert.NotEqual(first, await sql.Scalar("SELECT id FROM tree_nodes"));
    }

    [Fact, OwnDatabase]
    public async Task A_default_may_be_an_expression()
    {
        await sql.Execute("CREATE TABLE with_sum (id int, two int DEFAULT (1 + 1))");

        await ask.Acceptance("DEFAULT 1 + 1 without brackets", "CREATE TABLE with_bare_sum (id int, two int DEFAULT 1 + 1)");
        await ask.Acceptance("DEFAULT (another column)", "CREATE TABLE with_copy (id int, copy int DEFAULT (id))");
    }

    [Fact, OwnDatabase]
    public async Task A_default_does_not_stand_in_for_a_given_NULL()
    {
        await sql.Execute("CREATE TABLE with_default (id int, name varchar(10) DEFAULT 'none')");
        await sql.Execute("INSERT INTO with_default (id, name) VALUES (1, NULL)");

        Assert.Equal([null], await sql.Column("SELECT name FROM with_default"));
    }

    [Fact, OwnDatabase]
    public async Task Sequences_can_be_created() => await ask.Acceptance("CREATE SEQUENCE", "CREATE SEQUENCE numbers");

    [Fact, OwnDatabase]
    public async Task A_sequence_is_asked_for_its_next_number_by()
    {
        await Record.ExceptionAsync(() => sql.Execute("CREATE SEQUENCE numbers"));

        await ask.Expression("NEXT VALUE FOR numbers");
        await ask.Expression("NEXTVAL('numbers')");
    }

    [Fact, OwnDatabase]
    public async Task EF_creates_a_sequence() => await ask.Outcome("a model with HasSequence", async () =>
    {
        await using var numbered = new Numbered(shop);
        await numbered.CreateTablesAsync();
        return numbered.Model.GetSequences().Single().Name;
    });

    [Fact, OwnDatabase]
    public async Task An_integer_primary_key_generates_itself()
    {
        await sql.Execute("CREATE TABLE plain (id integer PRIMARY KEY, name varchar(10))");

        await ask.Statement("INSERT without the key", "INSERT INTO plain (name) VALUES ('a')");
    }

    [Fact, OwnDatabase]
    public async Task A_virtual_generated_column_can_be_had() => await ask.Acceptance(
        "GENERATED ALWAYS AS (...) VIRTUAL",
        "CREATE TABLE with_virtual (id int, twice int GENERATED ALWAYS AS (id * 2) VIRTUAL)");

    private sealed class Numbered(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasSequence<int>("numbers");
    }
}
