using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class IndexNames(SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task Two_tables_may_use_a_name_for_an_index()
    {
        await sql.Execute("CREATE INDEX ix_name ON tree_nodes (name)");

        await ask.Acceptance("the name on another table", "CREATE INDEX ix_name ON products (name)");
        await ask.Acceptance("the name on the same table", "CREATE INDEX ix_name ON tree_nodes (parent_id)");
        await ask.Acceptance("the name of a table", "CREATE INDEX tenants ON tree_nodes (name)");
    }

    [Fact]
    public async Task Two_tables_may_use_a_name_for_a_constraint()
    {
        await ask.Acceptance("CHECK of one name", "CREATE TABLE one (n int, CONSTRAINT ck_n CHECK (n > 0)); CREATE TABLE two (n int, CONSTRAINT ck_n CHECK (n > 0))");
        await ask.Acceptance("FOREIGN KEY of one name", "CREATE TABLE three (n int, CONSTRAINT fk_n FOREIGN KEY (n) REFERENCES tenants (id)); CREATE TABLE four (n int, CONSTRAINT fk_n FOREIGN KEY (n) REFERENCES tenants (id))");
        await ask.Acceptance("UNIQUE of one name", "CREATE TABLE five (n int, CONSTRAINT uq_n UNIQUE (n)); CREATE TABLE six (n int, CONSTRAINT uq_n UNIQUE (n))");
    }

    [Fact]
    public async Task An_index_is_dropped_by()
    {
        await sql.Execute("CREATE INDEX ix_one ON tree_nodes (name)");
        await sql.Execute("CREATE INDEX ix_two ON tree_nodes (name)");

        await ask.Acceptance("DROP INDEX ix_one", "DROP INDEX ix_one");
        await ask.Acceptance("DROP INDEX ix_two ON tree_nodes", "DROP INDEX ix_two ON tree_nodes");
    }

    [Fact]
    public async Task What_is_there_may_be_created_again_with_IF_NOT_EXISTS()
    {
        await sql.Execute("CREATE TABLE IF NOT EXISTS tenants (id int)");
        await ask.Acceptance("CREATE INDEX IF NOT EXISTS", "CREATE INDEX IF NOT EXISTS ix_new ON tree_nodes (name)");
        await ask.Acceptance("ADD COLUMN IF NOT EXISTS", "ALTER TABLE tree_nodes ADD COLUMN IF NOT EXISTS colour int");
        await ask.Acceptance("CREATE OR REPLACE VIEW", "CREATE OR REPLACE VIEW names AS SELECT name FROM tenants");
    }

    [Fact]
    public async Task An_index_may_be_partial_or_of_an_expression()
    {
        await ask.Acceptance("index WHERE", "CREATE UNIQUE INDEX ix_roots ON tree_nodes (name) WHERE parent_id IS NULL");
        await ask.Acceptance("index on (lower(name))", "CREATE INDEX ix_lower ON tree_nodes ((lower(name)))");
        await ask.Acceptance("index INCLUDE", "CREATE INDEX ix_covering ON tree_nodes (name) INCLUDE (parent_id)");
        await sql.Execute("CREATE INDEX ix_down ON tree_nodes (name DESC)");
    }
}
