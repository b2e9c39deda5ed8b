using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class FailedStatements(SqlSession sql, Observations observe)
{
    private const string Duplicate = "INSERT INTO tenants (id, name) VALUES (1, 'taken')";

    [Fact]
    public async Task A_transaction_goes_on_after_an_error()
    {
        await sql.BeginAsync();
        await observe.Outcome("duplicate key", () => sql.Execute(Duplicate));

        await observe.Outcome("SELECT after the error", () => sql.Scalar("SELECT COUNT(*) FROM tenants"));
    }

    [Fact]
    public async Task What_came_before_an_error_can_still_be_committed()
    {
        await sql.BeginAsync();
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'before the error')");
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute(Duplicate));

        await sql.CommitAsync();

        observe.Value("row is stored", await IsStored(10));
    }

    [Fact]
    public async Task A_savepoint_taken_before_it_saves_the_transaction()
    {
        await sql.BeginAsync();
        await sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'before the error')");
        await sql.Execute("SAVEPOINT sound");
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute(Duplicate));
        await sql.Execute("ROLLBACK TO SAVEPOINT sound");

        await sql.CommitAsync();

        Assert.True(await IsStored(10));
    }

    [Fact]
    public async Task A_failed_statement_leaves_none_of_its_rows()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'new'), (1, 'taken')"));

        Assert.False(await IsStored(10));
    }

    [Fact]
    public async Task A_failed_statement_leaves_none_of_its_rows_within_a_transaction()
    {
        await sql.BeginAsync();
        await sql.Execute("SAVEPOINT sound");
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute("INSERT INTO tenants (id, name) VALUES (10, 'new'), (1, 'taken')"));
        await observe.Outcome("row 10 is there right after the error", () => IsStored(10));
        await sql.Execute("ROLLBACK TO SAVEPOINT sound");

        Assert.False(await IsStored(10));
    }

    [Fact]
    public async Task A_statement_that_cannot_be_parsed_counts_as_an_error_too()
    {
        await sql.BeginAsync();
        await observe.Outcome("SELEC 1", () => sql.Scalar("SELEC 1"));

        await observe.Outcome("SELECT after it", () => sql.Scalar("SELECT 1"));
    }

    private async Task<bool> IsStored(int id) => await sql.Scalar("SELECT id FROM tenants WHERE id = @p0", id) is not null;
}
