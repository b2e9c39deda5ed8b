using System.Data.Common;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>What a database of a test's own promises on every engine alike.</summary>
public abstract class OwnDatabaseContract(ContractServer server) : LeaseContract(server)
{
    [Theory]
    [InlineData("INSERT INTO author (name) VALUES ('Eco')")]
    [InlineData("BEGIN; INSERT INTO author (name) VALUES ('Eco'); COMMIT")]
    [InlineData("UPDATE tag SET note = 'changed' WHERE code = 'new'")]
    [InlineData("UPDATE author SET mentor_id = NULL; DELETE FROM author WHERE id <> 2")]
    [InlineData("DELETE FROM book_tag; DELETE FROM book; UPDATE author SET mentor_id = NULL; DELETE FROM author; DELETE FROM tag")]
    [InlineData("INSERT INTO book (author_id, title) SELECT id, name FROM author")]
    [InlineData("INSERT INTO \"tag\" VALUES ('x', 'y') -- tag")]
    [InlineData("/* author */ DELETE /* from */ FROM book_tag WHERE code <> 'it''s; DELETE'")]
    public async Task What_is_committed_is_gone_and_the_reference_data_is_back(string sql)
    {
        for (var i = 0; i < 2; i++)
            await OwnAsync(sql.Replace('"', Server.Quote));

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task Keys_are_numbered_from_where_they_started()
    {
        for (var i = 0; i < 3; i++)
        {
            await OwnAsync(async lease =>
            {
                await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
                await lease.ExecuteAsync("INSERT INTO book (author_id, title) VALUES (2, 'Cosmicomics'), (2, 'Marcovaldo')");
                Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
                Assert.Equal("3", await lease.ReadAsync("SELECT max(id) FROM book"));
            });
        }
    }

    [Fact]
    public async Task Keys_are_numbered_from_where_they_started_after_a_lease_that_was_rolled_back()
    {
        Assert.Null(await RolledBackAsync("INSERT INTO author (name) VALUES ('Eco')"));

        await OwnAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
        });
    }

    [Fact]
    public async Task Keys_are_numbered_from_where_they_started_after_a_test_that_let_them_go_on()
    {
        await OwnAsync(
            async lease =>
            {
                await using var second = await lease.DataSource.OpenConnectionAsync(Cancellation);
                await second.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            },
            Isolation.OwnDatabaseContinueIdentity);

        await OwnAsync(async lease =>
        {
            Assert.Equal(AsBuilt, await lease.ContentAsync());
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
        });
    }

    [Theory]
    [InlineData("CREATE TABLE extra (id INT)")]
    [InlineData("DROP TABLE book_tag")]
    [InlineData("ALTER TABLE tag ADD COLUMN extra INT")]
    [InlineData("DROP VIEW titled")]
    [InlineData("CREATE INDEX extra ON book (title)")]
    public async Task A_changed_schema_costs_the_database(string sql)
    {
        var changed = Database.Name;

        await OwnAsync(sql);

        await AssertAsBuiltAsync();
        await OwnAsync(async lease => await Assert.ThrowsAnyAsync<DbException>(() => lease.ReadAsync("SELECT extra FROM tag")));
        Assert.True(Database.Name != changed || !Server.HasTemplates);
    }

    [Fact]
    public async Task Foreign_keys_are_enforced_after_a_restoration()
    {
        const string orphan = "INSERT INTO book (author_id, title) VALUES (99, 'Nobody''s')";
        await OwnAsync("INSERT INTO book (author_id, title) VALUES (1, 'El Aleph')");

        await OwnAsync(lease => Assert.ThrowsAnyAsync<DbException>(() => lease.ExecuteAsync(orphan)));
        Assert.Null(await RolledBackAsync(lease => Assert.ThrowsAnyAsync<DbException>(() => lease.ExecuteAsync(orphan))));
    }

    [Fact]
    public async Task Keys_that_the_test_chose_itself_are_gone_too()
    {
        await OwnAsync("INSERT INTO author (id, name) VALUES (-1, 'Nobody'), (77, 'Eco')");

        await AssertAsBuiltAsync();
        await OwnAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            Assert.Equal("4", await lease.ReadAsync("SELECT max(id) FROM author"));
        });
    }

    [Fact]
    public async Task Several_connections_see_what_was_committed()
    {
        await OwnAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await using var second = await lease.DataSource.OpenConnectionAsync(Cancellation);
            await second.ExecuteAsync("UPDATE author SET name = 'Umberto' WHERE name = 'Eco'");
            Assert.Equal("Umberto", await lease.ReadAsync("SELECT name FROM author WHERE id > 3"));
        });

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task A_transaction_that_is_left_open_on_a_connection_that_escaped_ends()
    {
        DbConnection? escaped = null;
        await OwnAsync(async lease =>
        {
            escaped = await lease.DataSource.OpenConnectionAsync(Cancellation);
            await escaped.ExecuteAsync("BEGIN");
            await escaped.ExecuteAsync("UPDATE author SET name = 'Locked' WHERE id = 1");
            await escaped.ExecuteAsync("DELETE FROM book");
        });

        await AssertAsBuiltAsync();
        await OwnAsync("UPDATE author SET name = 'Free' WHERE id = 1");
        await AssertAsBuiltAsync();
        await Record.ExceptionAsync(async () => await escaped!.DisposeAsync());
    }

    [Fact]
    public async Task A_transaction_and_a_reader_that_are_left_open_on_the_leases_connection_end()
    {
        await OwnAsync(async lease =>
        {
            var transaction = await lease.Connection.BeginTransactionAsync(Cancellation);
            await using var insert = lease.CreateCommand("INSERT INTO author (name) VALUES ('Eco')");
            insert.Transaction = transaction;
            await insert.ExecuteNonQueryAsync(Cancellation);
            var query = lease.CreateCommand("SELECT name FROM author");
            query.Transaction = transaction;
            await (await query.ExecuteReaderAsync(Cancellation)).ReadAsync(Cancellation);
        });

        await AssertAsBuiltAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_the_test_closed_is_opened_again(bool dispose)
    {
        await OwnAsync(async lease =>
        {
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            await (dispose ? lease.Connection.DisposeAsync().AsTask() : lease.Connection.CloseAsync());
        });

        await AssertAsBuiltAsync();
    }

    [Fact]
    public async Task What_a_connection_of_the_tests_own_making_writes_is_gone_too()
    {
        for (var i = 0; i < 2; i++)
        {
            await OwnAsync(async _ =>
            {
                await using var stranger = Server.Stranger(Database);
                await stranger.OpenAsync(Cancellation);
                await stranger.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            });
            await AssertAsBuiltAsync();
        }
    }
}
