using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class SchemaChanges(SqlSession sql, Observations observe)
{
    [Fact]
    public async Task A_created_table_is_gone_after_a_rollback()
    {
        await sql.BeginAsync();
        await sql.Execute("CREATE TABLE drafts (id int)");
        await sql.RollbackAsync();

        await observe.Outcome("rows of the table", () => sql.Scalar("SELECT COUNT(*) FROM drafts"));
    }

    [Fact]
    public async Task A_dropped_table_is_back_after_a_rollback()
    {
        await sql.BeginAsync();
        await sql.Execute("DROP TABLE time_probes");
        await sql.RollbackAsync();

        await observe.Outcome("rows of the table", () => sql.Scalar("SELECT COUNT(*) FROM time_probes"));
    }

    [Fact]
    public async Task An_added_column_is_gone_after_a_rollback()
    {
        await sql.BeginAsync();
        await sql.Execute("ALTER TABLE tree_nodes ADD COLUMN colour int");
        await sql.RollbackAsync();

        await observe.Outcome("rows with the column", () => sql.Scalar("SELECT COUNT(colour) FROM tree_nodes"));
    }

    [Fact]
    public async Task A_schema_change_commits_the_rows_before_it()
    {
        await sql.BeginAsync();
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'before')");
        await sql.Execute("CREATE TABLE drafts (id int)");
        await sql.RollbackAsync();

        observe.Value("row is stored", await sql.Scalar("SELECT id FROM tenants WHERE id = 10") is not null);
    }

    [Fact]
    public async Task A_temporary_table_commits_nothing()
    {
        await sql.BeginAsync();
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'before')");
        await sql.Execute("CREATE TEMPORARY TABLE drafts (id int)");
        await sql.RollbackAsync();

        Assert.Null(await sql.Scalar("SELECT id FROM tenants WHERE id = 10"));
        await observe.Outcome("rows of the temporary table", () => sql.Scalar("SELECT COUNT(*) FROM drafts"));
    }

    [Fact]
    public async Task Truncation_can_be_rolled_back()
    {
        await sql.Execute("CREATE TABLE drafts (id int)");
        await sql.Execute("INSERT INTO drafts (id) VALUES (1)");
        await sql.BeginAsync();
        await observe.Outcome("TRUNCATE TABLE", async () => { await sql.Execute("TRUNCATE TABLE drafts"); });
        await sql.RollbackAsync();

        observe.Value("rows left", await sql.Scalar("SELECT COUNT(*) FROM drafts"));
    }
}
