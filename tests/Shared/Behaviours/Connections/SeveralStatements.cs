using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Several statements in one command, and in one batch.</summary>
[OwnDatabase]
public sealed class SeveralStatements(SqlSession sql, Observations observe)
{
    private const string Insert = "INSERT INTO tenants (id, name) VALUES (10, 'ten')";
    private const string Duplicate = "INSERT INTO tenants (id, name) VALUES (1, 'taken')";

    [Fact]
    public async Task They_are_run_in_their_order()
    {
        await sql.Execute($"{Insert}; UPDATE tenants SET name = 'zehn' WHERE id = 10");

        Assert.Equal("zehn", await sql.Scalar("SELECT name FROM tenants WHERE id = 10"));
    }

    [Fact]
    public async Task Their_affected_rows_are_added_up() =>
        Assert.Equal(5, await sql.Execute($"{Insert}; UPDATE tenants SET name = CONCAT(name, '!')"));

    [Fact]
    public async Task Each_query_has_its_result()
    {
        await using var command = sql.Command("SELECT 1; SELECT 2");
        await using var reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.True(await reader.NextResultAsync());
        Assert.True(await reader.ReadAsync());
        Assert.Equal("2", $"{reader.GetValue(0)}");
        Assert.False(await reader.NextResultAsync());
    }

    [Fact]
    public async Task A_parameter_may_stand_in_each()
    {
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (@p0, @p1); INSERT INTO tenants (id, name) VALUES (@p0 + 1, CONCAT(@p1, @p1))", 10, "x");

        Assert.Equal(["x", "xx"], await sql.Column("SELECT name FROM tenants WHERE id >= 10 ORDER BY id"));
    }

    [Fact]
    public async Task Those_before_an_error_are_kept()
    {
        await observe.Outcome("a good INSERT, then a bad one", () => sql.Execute($"{Insert}; {Duplicate}"));

        observe.Value("the good one is stored", await sql.Scalar("SELECT id FROM tenants WHERE id = 10") is not null);
    }

    [Fact]
    public async Task An_error_behind_the_first_result_is_told()
    {
        await using var command = sql.Command($"SELECT 1; {Duplicate}");
        await observe.Outcome("ExecuteScalar of a good query before a bad INSERT", () => command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_statement_behind_the_first_result_is_run()
    {
        await sql.Scalar($"SELECT 1; {Insert}");

        Assert.NotNull(await sql.Scalar("SELECT id FROM tenants WHERE id = 10"));
    }

    [Fact]
    public async Task A_batch_is_kept_or_undone_as_a_whole()
    {
        await observe.Outcome("batch of a good INSERT and a bad one", async () =>
        {
            await using var batch = sql.Connection.CreateBatch();
            foreach (var statement in new[] { Insert, Duplicate })
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = statement;
                batch.BatchCommands.Add(command);
            }

            return await batch.ExecuteNonQueryAsync();
        });

        observe.Value("the good one is stored", await sql.Scalar("SELECT id FROM tenants WHERE id = 10") is not null);
    }

    [Fact]
    public async Task A_semicolon_at_the_end_is_no_statement()
    {
        await sql.Execute($"{Insert};");
        await observe.Outcome("only a semicolon", async () =>
        {
            await sql.Execute(";");
            return "ok";
        });
        await observe.Outcome("the empty text", async () =>
        {
            await sql.Execute("");
            return "ok";
        });
    }
}
