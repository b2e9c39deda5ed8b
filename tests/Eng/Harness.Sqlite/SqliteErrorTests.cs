using System.Data.Common;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>Each error is provoked, so that a code or a text that SQLite changes is noticed here.</summary>
public sealed class SqliteErrorTests : IAsyncLifetime
{
    private SqliteServer server = null!;
    private LeasableDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqliteConnection Connection => (SqliteConnection)database.Connection;

    public async ValueTask InitializeAsync()
    {
        server = await SqliteServer.StartAsync(new LibraryBlueprint(), new() { LockTimeout = TimeSpan.FromSeconds(1) }, Token);
        database = await server.CreateDatabaseAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("INSERT INTO author (name) VALUES ('Borges')", ErrorKind.Unique, 2067)]
    [InlineData("INSERT INTO author (id, name) VALUES (1, 'Eco')", ErrorKind.Unique, 1555)]
    [InlineData("CREATE TABLE t (x); INSERT INTO t (rowid) VALUES (1); INSERT INTO t (rowid) VALUES (1)", ErrorKind.Unique, 2579)]
    [InlineData("INSERT INTO book (author_id, title) VALUES (99, 'x')", ErrorKind.ForeignKey, 787)]
    [InlineData("PRAGMA defer_foreign_keys=ON; BEGIN; PRAGMA defer_foreign_keys=ON; INSERT INTO book (author_id, title) VALUES (99, 'x'); COMMIT", ErrorKind.ForeignKey, 787)]
    [InlineData("INSERT INTO author (name) VALUES (NULL)", ErrorKind.NotNull, 1299)]
    [InlineData("INSERT INTO book (author_id, title, pages) VALUES (1, 'x', 0)", ErrorKind.Check, 275)]
    [InlineData("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES ('one')", ErrorKind.TypeMismatch, 3091)]
    [InlineData("INSERT INTO author (id, name) VALUES ('one', 'Eco')", ErrorKind.TypeMismatch, 20)]
    [InlineData("PRAGMA query_only=ON; DELETE FROM author", ErrorKind.ReadOnly, 8)]
    [InlineData("SELECT 'a' = 'b' COLLATE nowhere", ErrorKind.UndefinedName, 257)]
    [InlineData("SELECT zeroblob(1000000001)", ErrorKind.LimitExceeded, 18)]
    [InlineData("CREATE TRIGGER no BEFORE DELETE ON author BEGIN SELECT RAISE(ABORT, 'No such luck'); END; DELETE FROM author", ErrorKind.Other, 1811)]
    [InlineData("CREATE TABLE part (id INTEGER PRIMARY KEY REFERENCES author (id) ON DELETE RESTRICT); INSERT INTO part VALUES (1); DELETE FROM author WHERE id = 1", ErrorKind.ForeignKey, 1811)]
    public void A_code_says_what_was_refused(string sql, ErrorKind kind, int number) => Assert.Equal(new(kind, null, number), Provoke(sql));

    [Theory]
    [InlineData("SELEC 1", ErrorKind.Syntax)]
    [InlineData("SELECT (", ErrorKind.Syntax)]
    [InlineData("SELECT 'open", ErrorKind.Syntax)]
    [InlineData("SELECT * FROM nowhere", ErrorKind.UndefinedName)]
    [InlineData("SELECT missing FROM author", ErrorKind.UndefinedName)]
    [InlineData("SELECT missing(1)", ErrorKind.UndefinedName)]
    [InlineData("ROLLBACK TO nowhere", ErrorKind.UndefinedName)]
    [InlineData("DROP INDEX nowhere", ErrorKind.UndefinedName)]
    [InlineData("INSERT INTO author (missing) VALUES (1)", ErrorKind.UndefinedName)]
    [InlineData("CREATE TABLE nowhere.t (x)", ErrorKind.UndefinedName)]
    [InlineData("CREATE TABLE author (x)", ErrorKind.DuplicateName)]
    [InlineData("CREATE INDEX author ON book (title)", ErrorKind.DuplicateName)]
    [InlineData("CREATE TABLE t (x, x)", ErrorKind.DuplicateName)]
    [InlineData("SELECT id FROM author, book", ErrorKind.InvalidReference)]
    [InlineData("SELECT id FROM author WHERE count(*) > 1", ErrorKind.InvalidReference)]
    [InlineData("INSERT INTO book (author_id, title) VALUES (1, 'x') ON CONFLICT (title) DO NOTHING", ErrorKind.InvalidReference)]
    [InlineData("SELECT 1 AS n UNION SELECT 2 ORDER BY -n", ErrorKind.InvalidReference)]
    [InlineData("SELECT id FROM author HAVING id > 1", ErrorKind.InvalidReference)]
    [InlineData("SELECT abs()", ErrorKind.TypeMismatch)]
    [InlineData("SELECT count(DISTINCT id, name) FROM author", ErrorKind.TypeMismatch)]
    [InlineData("SELECT count((id, name)) FROM author", ErrorKind.TypeMismatch)]
    [InlineData("SELECT abs(-9223372036854775808)", ErrorKind.OutOfRange)]
    [InlineData("SELECT json('{')", ErrorKind.InvalidValue)]
    [InlineData("SELECT json_extract('{}', 'x')", ErrorKind.InvalidValue)]
    [InlineData("SELECT count(DISTINCT id) OVER () FROM author", ErrorKind.NotSupported)]
    [InlineData("ALTER TABLE author ADD COLUMN x UNIQUE", ErrorKind.NotSupported)]
    [InlineData("COMMIT", ErrorKind.Other)]
    public void A_text_says_what_the_general_code_does_not(string sql, ErrorKind kind) => Assert.Equal(new(kind, null, 1), Provoke(sql));

    [Theory]
    [InlineData("CREATE TABLE t (", "a{0}", 2001, ",", ")")]
    [InlineData("SELECT 1", "", 501, " UNION ALL SELECT 1", "")]
    [InlineData("SELECT 1", "", 1002, "+1", "")]
    [InlineData("SELECT 'a' LIKE '", "", 50002, "a", "'")]
    [InlineData("SELECT ", "?", 32767, ",", "")]
    [InlineData("SELECT ", "?32767", 1, "", "")]
    [InlineData("SELECT ", "1", 2001, ",", "")]
    [InlineData("SELECT 1 FROM ", "author a{0}", 65, ",", "")]
    public void A_limit_is_told_as_one(string start, string part, int times, string separator, string end)
    {
        var parts = string.Join(separator, Enumerable.Range(0, times).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));

        Assert.Equal(new(ErrorKind.LimitExceeded, null, 1), Provoke(start + parts + end));
    }

    [Fact]
    public void A_lock_of_another_connection_is_a_lock_timeout()
    {
        using var other = database.CreateConnection();
        other.Open();
        other.Execute("BEGIN IMMEDIATE");

        Assert.Equal(new(ErrorKind.LockTimeout, null, 5), Provoke(Sql.AddAuthor));
    }

    [Fact]
    public void A_lock_of_the_same_connection_is_a_lock_timeout()
    {
        using var reader = Connection.Command("SELECT name FROM author").ExecuteReader();
        Assert.True(reader.Read());

        Assert.Equal(new(ErrorKind.LockTimeout, null, 6), Provoke("DROP TABLE author"));
    }

    [Fact]
    public async Task A_write_on_a_snapshot_that_is_out_of_date_is_a_serialization_failure()
    {
        await using var file = await server.CreateDatabaseAsync(SqliteStorage.File, Token);
        file.Connection.Execute("PRAGMA journal_mode=WAL; BEGIN; SELECT * FROM author");
        await using var other = file.CreateConnection();
        other.Open();
        other.Execute(Sql.AddAuthor);

        var error = Assert.Throws<SqliteException>(() => file.Connection.Execute("DELETE FROM author WHERE id = 2"));

        Assert.Equal(new(ErrorKind.Serialization, null, 517), server.Describe(error));
    }

    [Fact]
    public void An_interrupted_statement_was_cancelled()
    {
        Connection.CreateFunction("stop", (long i) =>
        {
            raw.sqlite3_interrupt(Connection.Handle);
            return i;
        });

        Assert.Equal(new(ErrorKind.Cancelled, null, 9), Provoke("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(stop(i)) FROM n"));
    }

    [Fact]
    public void What_an_authorizer_denies_is_access_denied()
    {
        raw.sqlite3_set_authorizer(Connection.Handle, (strdelegate_authorizer)((_, _, _, _, _, _) => raw.SQLITE_DENY), null);

        Assert.Equal(new(ErrorKind.AccessDenied, null, 23), Provoke("DELETE FROM author"));
    }

    [Fact]
    public void An_error_of_another_driver_is_left_as_it_is() =>
        Assert.Equal(new(ErrorKind.Other, "08001", null), server.Describe(new AnotherException()));

    private DatabaseError Provoke(string sql) => server.Describe(Assert.Throws<SqliteException>(() => Connection.Execute(sql)));

    private sealed class AnotherException : DbException
    {
        public override string SqlState => "08001";
    }
}
