using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Upserts(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    private const string Insert = "INSERT INTO text_probes (code, free) VALUES ('a', 'new')";

    private string Upsert => dialect.Upsert(Insert, "code", $"free = {dialect.Proposed("free")}");

    [Fact]
    public async Task On_conflict_is_understood()
    {
        const string OnConflict = Insert + " ON CONFLICT (code) DO UPDATE SET free = excluded.free";

        await ask.Statement("INSERT ... ON CONFLICT DO UPDATE", OnConflict);
        await ask.Outcome("ExecuteSqlRaw of it with EF", () => shop.Database.ExecuteSqlRawAsync(OnConflict));
    }

    [Fact]
    public async Task On_duplicate_key_is_understood() =>
        await ask.Statement("INSERT ... ON DUPLICATE KEY UPDATE", Insert + " ON DUPLICATE KEY UPDATE free = 'new'");

    [Fact]
    public async Task Merge_is_understood() => await ask.Statement(
        "MERGE INTO ...",
        "MERGE INTO text_probes AS t USING (SELECT 'a' AS code) AS s ON t.code = s.code "
        + "WHEN MATCHED THEN UPDATE SET free = 'new' WHEN NOT MATCHED THEN INSERT (code, free) VALUES ('a', 'new')");

    [Fact]
    public async Task Replace_is_understood() =>
        await ask.Statement("REPLACE INTO ...", "REPLACE INTO text_probes (code, free) VALUES ('a', 'new')");

    [Fact]
    public async Task The_engine_s_own_form_inserts_then_updates()
    {
        await sql.Execute(dialect.Upsert("INSERT INTO text_probes (code, free) VALUES ('a', 'old')", "code", "free = 'never'"));

        await sql.Execute(Upsert);

        Assert.Equal(["new"], await sql.Column("SELECT free FROM text_probes"));
    }

    [Fact]
    public async Task Rows_affected_tell_an_insert_from_an_update()
    {
        Assert.Equal(1, await sql.Execute(Upsert));
        await sql.Execute("UPDATE text_probes SET free = 'old'");

        observe.Value("rows affected by an update", await sql.Execute(Upsert));
        Assert.Equal(1, await sql.Execute(Upsert));
    }

    [Fact]
    public async Task One_statement_may_meet_a_key_twice() => await ask.Statement(
        "VALUES ('a', 'first'), ('a', 'second')",
        dialect.Upsert("INSERT INTO text_probes (code, free) VALUES ('a', 'first'), ('a', 'second')", "code", $"free = {dialect.Proposed("free")}"));

    [Fact]
    public async Task A_conflict_on_another_unique_key_is_an_error()
    {
        await sql.Execute("INSERT INTO text_probes (id, code, free) VALUES (1, 'a', 'old')");

        await ask.Statement(
            "same id, another code",
            dialect.Upsert("INSERT INTO text_probes (id, code, free) VALUES (1, 'b', 'new')", "code", $"free = {dialect.Proposed("free")}"));
    }

    [Fact]
    public async Task An_update_uses_up_a_generated_key()
    {
        await sql.Execute("INSERT INTO text_probes (code) VALUES ('a')");
        await sql.Execute(Upsert);
        await sql.Execute("INSERT INTO text_probes (code) VALUES ('b')");

        var ids = await sql.Column("SELECT id FROM text_probes ORDER BY id");

        Assert.Equal(2, Convert.ToInt64(ids[1], null) - Convert.ToInt64(ids[0], null));
    }

    [Fact]
    public async Task An_upsert_gives_back_the_row() => await ask.Query("upsert ... RETURNING free", Upsert + " RETURNING free");

    [Fact]
    public async Task An_ignoring_insert_leaves_the_row_in_its_way()
    {
        await sql.Execute("INSERT INTO text_probes (code, free) VALUES ('a', 'old')");

        Assert.Equal(0, await sql.Execute(dialect.InsertIgnoring("INTO text_probes (code, free) VALUES ('a', 'new')")));
        Assert.Equal(["old"], await sql.Column("SELECT free FROM text_probes"));
    }

    [Fact]
    public async Task An_ignoring_insert_lets_NULL_pass_a_NOT_NULL_column()
    {
        await ask.Statement("INSERT ignoring of NULL into NOT NULL", dialect.InsertIgnoring("INTO tree_nodes (name) VALUES (NULL)"));

        observe.Value("what was stored", await sql.Column("SELECT name FROM tree_nodes"));
    }

    [Fact]
    public async Task An_ignoring_insert_lets_an_orphan_pass()
    {
        await ask.Statement("INSERT ignoring of an orphan", dialect.InsertIgnoring("INTO tree_nodes (parent_id, name) VALUES (4711, 'lost')"));
    }
}
