using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Returning(SqlSession sql, SqlQuestions ask)
{
    [Fact]
    public async Task An_insert_gives_back_what_it_wrote() =>
        await ask.Query("INSERT ... RETURNING name", "INSERT INTO tree_nodes (name) VALUES ('a'), ('b') RETURNING name");

    [Fact]
    public async Task An_update_gives_back_what_it_wrote()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('before')");

        await ask.Query("UPDATE ... RETURNING name", "UPDATE tree_nodes SET name = 'after' RETURNING name");
    }

    [Fact]
    public async Task An_update_can_give_back_what_was_there_before()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('before')");

        await ask.Query("UPDATE ... RETURNING old.name", "UPDATE tree_nodes SET name = 'after' RETURNING old.name");
    }

    [Fact]
    public async Task A_delete_gives_back_what_it_removed()
    {
        await sql.Execute("INSERT INTO tree_nodes (name) VALUES ('gone')");

        await ask.Query("DELETE ... RETURNING name", "DELETE FROM tree_nodes RETURNING name");
    }

    [Fact]
    public async Task An_expression_can_be_returned() =>
        await ask.Query("RETURNING UPPER(name)", "INSERT INTO tree_nodes (name) VALUES ('a') RETURNING UPPER(name)");

    [Fact]
    public async Task A_returning_statement_can_stand_in_a_query() => await ask.Query(
        "WITH ... (INSERT ... RETURNING)",
        "WITH added AS (INSERT INTO tree_nodes (name) VALUES ('a'), ('b') RETURNING name) SELECT COUNT(*) FROM added");
}
