using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>What a test leaves open or changed must not reach the next, which gets the same place in the pool.</summary>
public sealed class LeftoversOfATestTests : IAsyncLifetime
{
    private SqliteServer server = null!;
    private SqliteDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await SqliteServer.StartAsync(new LibraryBlueprint(), new() { LockTimeout = TimeSpan.FromSeconds(1) }, Token);
        database = (SqliteDatabase)await server.CreateDatabaseAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA case_sensitive_like=ON", "SELECT 'a' LIKE 'A'", 1L)]
    [InlineData("PRAGMA ignore_check_constraints=ON", "PRAGMA ignore_check_constraints", 0L)]
    [InlineData("pragma Recursive_Triggers=ON", "PRAGMA recursive_triggers", 0L)]
    [InlineData("-- why\n PRAGMA query_only=ON", "PRAGMA query_only", 0L)]
    [InlineData("ATTACH ':memory:' AS other", "SELECT count(*) FROM pragma_database_list", 1L)]
    public async Task A_changed_connection_is_replaced_after_a_rollback(string change, string question, long answer)
    {
        await RolledBackAsync(connection => connection.Execute(change));

        Assert.True(database.IsReady);
        Assert.Equal(answer, database.Connection.Scalar(question));
    }

    [Theory]
    [InlineData("SELECT name FROM author")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco'), ('Levi') RETURNING id")]
    public async Task An_open_reader_is_closed_after_a_rollback(string sql)
    {
        DbDataReader? left = null;
        await RolledBackAsync(connection =>
        {
            left = connection.Command(sql).ExecuteReader();
            Assert.True(left.Read());
        });

        Assert.True(left!.IsClosed);
        Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
    }

    [Fact]
    public async Task A_finished_reader_is_no_reason_to_replace_a_database()
    {
        var name = database.Name;

        await RolledBackAsync(connection =>
        {
            using var reader = connection.Command("SELECT name FROM author").ExecuteReader();
            while (reader.Read())
            {
            }
        });

        Assert.Equal(name, database.Name);
    }

    [Fact]
    public async Task A_statement_sent_between_leases_is_noticed()
    {
        await RolledBackAsync(_ => { });

        database.Connection.Execute(Sql.AddAuthor);

        Assert.False(database.IsReady);
    }

    [Fact]
    public async Task A_write_by_a_connection_made_from_the_string_is_noticed()
    {
        await using var made = new SqliteConnection(database.ConnectionString);
        made.Open();
        Assert.True(database.IsReady);

        made.Execute(Sql.AddAuthor);

        Assert.False(database.IsReady);
    }

    [Fact]
    public async Task A_lock_held_by_a_connection_made_from_the_string_is_noticed()
    {
        await using var made = new SqliteConnection(database.ConnectionString);
        made.Open();
        made.Execute("BEGIN IMMEDIATE");

        Assert.False(database.IsReady);
    }

    [Fact]
    public async Task Connections_transactions_and_readers_left_open_are_gone_after_recycling()
    {
        var first = database.Connection;
        var second = database.CreateConnection();
        second.Open();
        second.Execute($"PRAGMA foreign_keys=OFF; BEGIN; {Sql.AddAuthor}");
        await using var made = new SqliteConnection(database.ConnectionString);
        made.Open();
        var reader = second.Command("SELECT name FROM author").ExecuteReader();
        Assert.True(reader.Read());

        Assert.True(await database.RestoreAsync(Token));

        Assert.Equal(System.Data.ConnectionState.Closed, first.State);
        Assert.Equal(System.Data.ConnectionState.Closed, second.State);
        made.Execute("CREATE TABLE stray (x)");
        Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
        Assert.Equal(0L, database.Connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'stray'"));
        Assert.Equal(1L, database.Connection.Scalar("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task A_connection_that_escaped_cannot_be_opened_again()
    {
        var escaped = database.CreateConnection();
        await database.RestoreAsync(Token);

        var leak = Assert.Throws<LeaseLeakException>(escaped.Open);

        Assert.Contains("has ended", leak.Message, StringComparison.Ordinal);
        Assert.Equal(System.Data.ConnectionState.Closed, escaped.State);
    }

    private async Task RolledBackAsync(Action<DbConnection> test)
    {
        var transaction = await database.BeginAsync(Token);
        test(database.Connection);
        var outcome = await database.RollBackAsync(transaction);
        Assert.Null(outcome.Leak);
        if (!outcome.IsReady)
            Assert.True(await database.RestoreAsync(Token));
    }
}
