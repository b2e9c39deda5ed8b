using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class StatementCaptureTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>
{
    [Fact]
    public async Task Statements_are_kept_with_their_values_and_without_the_harness_own()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        await using var command = lease.CreateCommand("INSERT INTO author (name) VALUES ($name); SELECT $number, $bytes");
        foreach (var (name, value) in new (string, object)[] { ("$name", "O'Brian"), ("$number", 1.5), ("$bytes", new byte[] { 1, 255 }) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await library.Leases.EndAsync(lease);

        Assert.Equal(["INSERT INTO author (name) VALUES ('O''Brian');", "SELECT 1.5, x'01ff'"], lease.Statements.ToList());
    }

    [Fact]
    public async Task What_a_trigger_does_is_not_what_the_test_sent()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        lease.Execute("CREATE TRIGGER shout AFTER INSERT ON author BEGIN UPDATE author SET name = upper(name) WHERE id = new.id; END");

        lease.Execute("-- a note\nINSERT INTO author (name) VALUES ('Eco')");

        Assert.Equal("ECO", lease.Scalar("SELECT name FROM author WHERE id = 3"));
        Assert.Equal(3, lease.Statements.Count);
        Assert.Equal("-- a note\nINSERT INTO author (name) VALUES ('Eco')", lease.Statements.ToList()[1]);
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task Statements_of_every_connection_that_the_lease_made_are_kept()
    {
        var lease = await library.LeaseAsync(Isolation.OwnDatabase);
        lease.Execute(Sql.AddAuthor);
        await using var second = await lease.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        second.Scalar(Sql.CountAuthors);

        Assert.Equal([Sql.AddAuthor, Sql.CountAuthors], lease.Statements.ToList());
        await library.Leases.EndAsync(lease);
    }

    [Fact]
    public async Task A_long_lease_keeps_its_first_statements_and_counts_them_all()
    {
        var lease = await library.LeaseAsync(Isolation.Rollback);
        for (var i = 0; i < StatementLog.Capacity + 50; i++)
            lease.Scalar($"SELECT {i}");
        lease.Scalar($"SELECT '{new string('x', StatementLog.LongestStatement)}'");

        Assert.Equal(StatementLog.Capacity + 51, lease.Statements.Count);
        Assert.Equal(StatementLog.Capacity, lease.Statements.ToList().Count);
        await library.Leases.EndAsync(lease);
    }
}
