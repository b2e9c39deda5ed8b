using Matrix.Harness.Leases;
using Matrix.Tests.Eng.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class SqliteSessionTests(SqliteContractServer server) : SessionContract(server), IClassFixture<SqliteContractServer>
{
    [Theory]
    [InlineData(";PRAGMA ignore_check_constraints = 1", "PRAGMA ignore_check_constraints")]
    [InlineData("/* a */ ; -- b\n ;; PRAGMA recursive_triggers(1)", "PRAGMA recursive_triggers")]
    [InlineData("SELECT 1; PRAGMA cache_size = 77", "PRAGMA cache_size")]
    [InlineData("PRAGMA case_sensitive_like = 1", "SELECT 'a' LIKE 'A'")]
    [InlineData("PRAGMA defer_foreign_keys = 1", "PRAGMA defer_foreign_keys")]
    [InlineData("ATTACH ':memory:' AS other", "SELECT count(*) FROM pragma_database_list")]
    [InlineData("CREATE TEMP TABLE scratch (id INT)", "SELECT count(*) FROM sqlite_temp_schema")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco')", "SELECT last_insert_rowid()")]
    [InlineData("PRAGMA user_version = 9", "PRAGMA user_version")]
    public Task What_a_test_leaves_on_its_session_is_gone(string leave, string question) => AssertForgottenAsync(leave, question);

    [Theory]
    [InlineData(Isolation.Rollback, Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase, Isolation.Rollback)]
    public async Task A_function_and_a_collation_that_a_test_registers_are_gone(Isolation registering, Isolation next)
    {
        var lease = await BeginAsync(registering);
        ((SqliteConnection)lease.Connection).CreateFunction("left_behind", () => 1);
        ((SqliteConnection)lease.Connection).CreateCollation("left", string.CompareOrdinal);
        Assert.Equal("1", await lease.ReadAsync("SELECT left_behind()"));
        await EndAsync(lease);

        var other = await BeginAsync(next);
        await Assert.ThrowsAsync<SqliteException>(() => other.ReadAsync("SELECT left_behind()"));
        await Assert.ThrowsAsync<SqliteException>(() => other.ReadAsync("SELECT name FROM author ORDER BY name COLLATE left"));
        await EndAsync(other);
    }

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task A_statement_that_still_runs_when_its_test_ends_is_told_and_ended(Isolation isolation)
    {
        var lease = await BeginAsync(isolation);
        using var begun = new ManualResetEventSlim();
        ((SqliteConnection)lease.Connection).CreateFunction("begun", () =>
        {
            begun.Set();
            return 1;
        });
        var running = Task.Run(
            () => lease.ReadAsync("WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n"), Cancellation);
        begun.Wait(Cancellation);

        var leak = await EndAsync(lease);

        Assert.StartsWith("The test has ended while a statement that it sent is still running", leak, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        await AssertAsBuiltAsync();
    }
}
