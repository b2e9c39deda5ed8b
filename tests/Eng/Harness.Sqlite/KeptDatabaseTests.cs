using Matrix.Harness;
using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class KeptDatabaseTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("matrix-kept-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(Isolation.Rollback)]
    [InlineData(Isolation.OwnDatabase)]
    public async Task What_the_test_wrote_is_in_a_file(Isolation isolation)
    {
        var lease = await library.LeaseAsync(isolation);
        lease.Execute(Sql.AddAuthor);

        var hint = await library.Leases.KeepAsync(lease, Path.Combine(folder.FullName, "new"));

        var file = Assert.Single(folder.GetFiles("new/*.db")).FullName;
        Assert.Equal($"sqlite3 \"{file}\"", hint);
        await using var kept = new SqliteConnection($"Data Source={file};Pooling=False");
        kept.Open();
        Assert.Equal(3L, kept.Scalar(Sql.CountAuthors));
    }

    [Fact]
    public async Task Readers_and_transactions_that_were_left_open_are_in_nobodys_way()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        lease.Execute(Sql.AddAuthor);
        var reader = lease.CreateCommand("SELECT name FROM author").ExecuteReader();
        Assert.True(reader.Read());
        var second = await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var third = lease.DataSource.CreateConnection();
        second.Execute("BEGIN; SELECT * FROM author");

        await library.Leases.KeepAsync(lease, folder.FullName);

        Assert.Single(folder.GetFiles("*.db"));
        Assert.Throws<LeaseLeakException>(third.Open);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        var inTheWay = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(inTheWay, "", TestContext.Current.CancellationToken);
        var lease = await library.LeaseAsync(Isolation.Rollback);

        var error = await Assert.ThrowsAsync<MatrixException>(async () => await library.Leases.KeepAsync(lease, inTheWay));

        Assert.Contains($"could not be kept as {inTheWay}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_committed_is_told()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        lease.Execute("PRAGMA defer_foreign_keys=ON; INSERT INTO book (author_id, title) VALUES (99, 'Nobody''s')");

        var error = await Assert.ThrowsAsync<MatrixException>(async () => await library.Leases.KeepAsync(lease, folder.FullName));

        Assert.Contains("FOREIGN KEY constraint failed", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles());
    }
}
