using Matrix.Harness.Xunit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Sqlite;

/// <summary>What two connections do to each other in a file, with a rollback journal and with a write-ahead log. In memory it is otherwise.</summary>
[OwnDatabase]
public sealed class FileLocking : IAsyncLifetime
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"matrix-{Guid.NewGuid():N}.db");
    private readonly SqliteConnection first, second;

    public FileLocking()
    {
        var address = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = -1 }.ToString();
        (first, second) = (new(address), new(address));
    }

    public async ValueTask InitializeAsync()
    {
        await first.OpenAsync();
        await second.OpenAsync();
        Run(first, "CREATE TABLE notes (id int); INSERT INTO notes VALUES (1)");
    }

    [Theory, InlineData("DELETE"), InlineData("WAL")]
    public void A_writer_lets_others_read_what_was_there_before(string journal)
    {
        Run(first, $"PRAGMA journal_mode = {journal}; BEGIN IMMEDIATE; INSERT INTO notes VALUES (2)");

        Assert.Equal(1L, Run(second, "SELECT COUNT(*) FROM notes"));
    }

    [Theory, InlineData("DELETE"), InlineData("WAL")]
    public void A_writer_keeps_others_from_writing(string journal)
    {
        Run(first, $"PRAGMA journal_mode = {journal}; BEGIN IMMEDIATE");

        Assert.Equal(Busy, Refusal(second, "INSERT INTO notes VALUES (3)"));
    }

    [Fact]
    public void A_reader_keeps_others_from_committing_with_a_rollback_journal()
    {
        Run(first, "BEGIN; SELECT * FROM notes");

        Assert.Equal(Busy, Refusal(second, "INSERT INTO notes VALUES (3)"));
    }

    [Fact]
    public void A_reader_lets_others_commit_with_a_write_ahead_log_and_goes_on_seeing_what_it_saw()
    {
        Run(first, "PRAGMA journal_mode = WAL; BEGIN; SELECT * FROM notes");

        Run(second, "INSERT INTO notes VALUES (3)");

        Assert.Equal(1L, Run(first, "SELECT COUNT(*) FROM notes"));
    }

    [Fact]
    public void A_reader_whose_view_is_out_of_date_cannot_become_a_writer_with_a_write_ahead_log()
    {
        Run(first, "PRAGMA journal_mode = WAL; BEGIN; SELECT * FROM notes");
        Run(second, "INSERT INTO notes VALUES (3)");

        Assert.Equal(BusySnapshot, Refusal(first, "INSERT INTO notes VALUES (4)"));
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*"))
            File.Delete(file);
    }

    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, BusySnapshot = 517;

    private static int Refusal(SqliteConnection connection, string sql) => Assert.Throws<SqliteException>(() => Run(connection, sql)).SqliteExtendedErrorCode;

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
