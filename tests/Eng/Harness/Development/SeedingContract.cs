using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Development;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Development;

/// <summary>What holds for somebody's own database on every engine.</summary>
public abstract class SeedingContract
{
    /// <summary>The engine.</summary>
    private protected abstract DatabaseEngine Engine { get; }

    /// <summary>What the same statement is called in the engine's tongue: a table, a view and more, in the database.</summary>
    private protected abstract IReadOnlyList<string> Somebodys { get; }

    /// <summary>A database that is not there yet.</summary>
    private protected abstract Task<string> NewAddressAsync();

    [Fact]
    public async Task A_new_database_is_made_and_seeded()
    {
        var address = await NewAddressAsync();

        var said = await SeedAsync(address, new Notes());

        Assert.Contains("is seeded: 1 table, 1 row.", said, StringComparison.Ordinal);
        await using var database = await OpenAsync(address);
        Assert.Equal([new DatabaseObject("table", "notes", 1)], await database.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_is_not_empty_is_left_as_it_is()
    {
        var address = await NewAddressAsync();
        await RunAsync(address, Somebodys);

        var error = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(address, new Notes()));

        Assert.Contains("is not empty, and nothing was done to it", error.Message, StringComparison.Ordinal);
        Assert.Contains("precious: 2 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("view glance", error.Message, StringComparison.Ordinal);
        await using var database = await OpenAsync(address);
        Assert.Equal(2, (await database.ReadAsync(TestContext.Current.CancellationToken)).Single(r => r.Name == "precious").Rows);
    }

    [Fact]
    public async Task Force_says_what_it_destroys_and_leaves_the_seed_alone()
    {
        var address = await NewAddressAsync();
        await RunAsync(address, Somebodys);

        var said = await SeedAsync(address, new Notes(), force: true);

        Assert.Contains("Destroying", said, StringComparison.Ordinal);
        Assert.Contains("precious: 2 rows", said, StringComparison.Ordinal);
        await using var database = await OpenAsync(address);
        Assert.Equal([new DatabaseObject("table", "notes", 1)], await database.ReadAsync(TestContext.Current.CancellationToken));
        // Whatever else stood there is gone, too: it can all be made again.
        await RunAsync(address, Somebodys);
    }

    [Fact]
    public async Task A_seed_that_fails_leaves_the_database_empty()
    {
        var address = await NewAddressAsync();

        var error = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(address, new Notes("INSERT INTO nowhere VALUES (1)")));

        Assert.Contains("which is empty again", error.Message, StringComparison.Ordinal);

        await using var database = await OpenAsync(address);
        Assert.Empty(await database.ReadAsync(TestContext.Current.CancellationToken));
    }

    private protected Task<DevelopmentDatabase> OpenAsync(string address) => Engine.OpenAsync(address, TestContext.Current.CancellationToken);

    private protected async Task<string> SeedAsync(string address, Blueprint blueprint, bool force = false)
    {
        await using var database = await OpenAsync(address);
        using var output = new StringWriter();
        await new Seeding(database, output).BuildAsync(blueprint, force, TestContext.Current.CancellationToken);
        return output.ToString();
    }

    private protected async Task RunAsync(string address, IReadOnlyList<string> statements)
    {
        await using var database = await OpenAsync(address);
        foreach (var statement in statements)
        {
            await using var command = database.Connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class Notes(string? more = null) : Blueprint
    {
        public override string Fingerprint => "notes";

        public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
        {
            foreach (var statement in (string[])["CREATE TABLE notes (id int PRIMARY KEY)", "INSERT INTO notes VALUES (1)", .. more is null ? Array.Empty<string>() : [more]])
            {
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
