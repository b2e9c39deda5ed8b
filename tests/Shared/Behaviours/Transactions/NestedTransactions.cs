using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class NestedTransactions(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task BeginTransaction_within_one_is_refused()
    {
        await using var outer = await sql.Connection.BeginTransactionAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await sql.Connection.BeginTransactionAsync());
    }

    [Fact]
    public async Task EF_refuses_it_too()
    {
        await using var outer = await shop.Database.BeginTransactionAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Database.BeginTransactionAsync());
    }

    [Fact]
    public async Task BEGIN_within_one_is_refused()
    {
        await sql.Execute("BEGIN");
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'outer')");

        await ask.Acceptance("second BEGIN", "BEGIN");
        await sql.Execute("ROLLBACK");

        observe.Value("the outer's row survives ROLLBACK", await sql.Scalar("SELECT id FROM tenants WHERE id = 10") is not null);
    }

    [Fact]
    public async Task COMMIT_without_one_is_refused() => await ask.Acceptance("COMMIT", "COMMIT");

    [Fact]
    public async Task ROLLBACK_without_one_is_refused() => await ask.Acceptance("ROLLBACK", "ROLLBACK");

    [Fact]
    public async Task A_transaction_begins_by_another_name_than_BEGIN()
    {
        foreach (var begin in new[] { "BEGIN TRANSACTION", "BEGIN WORK", "START TRANSACTION", "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL SERIALIZABLE" })
        {
            await observe.Outcome(begin, async () =>
            {
                await sql.Execute(begin);
                await sql.Execute("ROLLBACK");
            });
        }
    }
}
