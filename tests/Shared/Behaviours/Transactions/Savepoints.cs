using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Savepoints(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task A_rollback_to_a_savepoint_keeps_what_came_before()
    {
        await Insert("before");
        await sql.Execute("SAVEPOINT here");
        await Insert("after");

        await sql.Execute("ROLLBACK TO SAVEPOINT here");

        Assert.Equal(["before"], await sql.Column("SELECT name FROM tree_nodes"));
    }

    [Fact]
    public async Task A_savepoint_can_be_rolled_back_to_again()
    {
        await sql.Execute("SAVEPOINT here");
        await Insert("first try");
        await sql.Execute("ROLLBACK TO SAVEPOINT here");
        await Insert("second try");

        await sql.Execute("ROLLBACK TO SAVEPOINT here");

        Assert.Empty(await sql.Column("SELECT name FROM tree_nodes"));
    }

    [Fact]
    public async Task A_released_savepoint_keeps_the_work_and_loses_the_name()
    {
        await sql.Execute("SAVEPOINT here");
        await Insert("kept");
        await sql.Execute("RELEASE SAVEPOINT here");

        await ask.Acceptance("ROLLBACK TO a released savepoint", "ROLLBACK TO SAVEPOINT here");

        Assert.Equal(["kept"], await sql.Column("SELECT name FROM tree_nodes"));
    }

    [Fact]
    public async Task A_name_that_is_used_again_hides_the_first_savepoint()
    {
        await sql.Execute("SAVEPOINT here");
        await Insert("between");
        await sql.Execute("SAVEPOINT here");
        await sql.Execute("RELEASE SAVEPOINT here");

        await ask.Acceptance("ROLLBACK TO the first of two of one name", "ROLLBACK TO SAVEPOINT here");
    }

    [Fact]
    public async Task Releasing_one_that_does_not_exist_is_refused() =>
        await ask.Acceptance("RELEASE of an unknown savepoint", "RELEASE SAVEPOINT nowhere");

    [Fact, OwnDatabase]
    public async Task One_can_be_taken_without_a_transaction()
    {
        await ask.Acceptance("SAVEPOINT outside a transaction", "SAVEPOINT here");
        await Insert("row");
        await ask.Acceptance("ROLLBACK TO it", "ROLLBACK TO SAVEPOINT here");

        observe.Value("rows left", await shop.TreeNodes.CountAsync());
    }

    [Fact, OwnDatabase]
    public async Task EF_takes_one_so_that_a_failed_save_undoes_only_itself()
    {
        await using var transaction = await shop.Database.BeginTransactionAsync();
        await shop.AddProductAsync("TEA-1");
        shop.TreeNodes.Add(new TreeNode { Name = "in the failed save" });
        await Assert.ThrowsAsync<DbUpdateException>(() => shop.AddProductAsync("TEA-1"));

        await transaction.CommitAsync();

        Assert.Equal((1, 0), (await shop.Products.CountAsync(), await shop.TreeNodes.CountAsync()));
    }

    private Task<int> Insert(string name) => sql.Execute("INSERT INTO tree_nodes (name) VALUES (@p0)", name);
}
