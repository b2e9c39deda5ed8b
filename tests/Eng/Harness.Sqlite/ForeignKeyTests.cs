using Matrix.Harness;
using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class ForeignKeyTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>
{
    private const string Orphan = "INSERT INTO book (author_id, title) VALUES (99, 'Nobody''s')";
    private const int ForeignKeyViolation = 787;

    [Fact]
    public async Task They_are_enforced_in_a_rolled_back_lease()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);

        Assert.Equal(ForeignKeyViolation, Assert.Throws<SqliteException>(() => lease.Execute(Orphan)).SqliteExtendedErrorCode);
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task They_are_enforced_on_every_connection_to_an_own_database()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        await using var second = await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var made = new SqliteConnection(lease.DataSource.ConnectionString);
        made.Open();

        foreach (var connection in new[] { lease.Connection, second, made })
            Assert.Equal(ForeignKeyViolation, Assert.Throws<SqliteException>(() => connection.Execute(Orphan)).SqliteExtendedErrorCode);
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task A_connection_without_them_is_refused()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        await using var without = lease.DataSource.CreateConnection();
        without.ConnectionString = new SqliteConnectionStringBuilder(without.ConnectionString) { ForeignKeys = false }.ToString();

        var error = Assert.Throws<MatrixException>(without.Open);

        Assert.Contains("Leave Foreign Keys out of the connection string", error.Message, StringComparison.Ordinal);
        Assert.Equal(System.Data.ConnectionState.Closed, without.State);
        await library.Leases.EndAsync(lease);
    }
}
