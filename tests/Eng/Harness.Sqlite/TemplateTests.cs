using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class TemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_holds_what_the_blueprint_built()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint("""
            CREATE INDEX book_title ON book (title);
            CREATE VIEW long_book AS SELECT * FROM book WHERE pages > 500;
            CREATE TABLE counter (id INTEGER PRIMARY KEY AUTOINCREMENT);
            INSERT INTO counter DEFAULT VALUES;
            DELETE FROM counter;
            PRAGMA user_version=3;
            """), null, Token);
        await using var database = await server.CreateDatabaseAsync(Token);

        Assert.Equal("author,book,book_title,counter,long_book,sqlite_autoindex_author_1,sqlite_sequence",
            database.Connection.Scalar("SELECT group_concat(name, ',' ORDER BY name) FROM sqlite_schema"));
        Assert.Equal("1 Borges,2 Calvino", database.Connection.Scalar("SELECT group_concat(id || ' ' || name, ',' ORDER BY id) FROM author"));
        Assert.Equal(1L, database.Connection.Scalar("SELECT seq FROM sqlite_sequence"));
        Assert.Equal(3L, database.Connection.Scalar("PRAGMA user_version"));
        Assert.Equal("ok", database.Connection.Scalar("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Generated_keys_start_where_the_blueprint_left_them_in_every_lease()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), null, Token);
        await using var database = await server.CreateDatabaseAsync(Token);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(3L, database.Connection.Scalar($"{Sql.AddAuthor} RETURNING id"));
            await database.RestoreAsync(Token);
        }
    }

    [Fact]
    public async Task A_blueprint_that_fails_is_told_with_its_last_statement()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => SqliteServer.StartAsync(new LibraryBlueprint("INSERT INTO autor VALUES (1)"), null, Token));

        Assert.Contains("no such table: autor", error.Message, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO author (name) VALUES ('Borges'), ('Calvino')", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Mend the blueprint; no test has run.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blueprint_that_does_not_commit_is_told()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => SqliteServer.StartAsync(new LibraryBlueprint("BEGIN; CREATE TABLE loan (x);"), null, Token));

        Assert.Contains("left its transaction open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blueprint_may_close_its_connection()
    {
        await using var server = await SqliteServer.StartAsync(new ClosingBlueprint(), null, Token);
        await using var database = await server.CreateDatabaseAsync(Token);

        Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
    }

    [Fact]
    public async Task A_cancelled_blueprint_is_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SqliteServer.StartAsync(new LibraryBlueprint(), null, cancelled.Token));
    }

    private sealed class ClosingBlueprint : Blueprint
    {
        public override string Fingerprint => "closing";

        public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
        {
            await new LibraryBlueprint().BuildAsync(connection, cancellationToken);
            await connection.CloseAsync();
        }
    }
}
