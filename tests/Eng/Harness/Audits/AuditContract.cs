using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Audits;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Audits;

/// <summary>What an auditor finds, on one engine.</summary>
public abstract class AuditContract : IAsyncLifetime
{
    private DatabaseServer? server;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What builds a database that has something of everything.</summary>
    protected abstract string Rich { get; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            server = await StartAsync(new Script(Rich));
        }
        catch (ServerUnavailableException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_new_databases_are_alike()
    {
        var (first, second) = (await ReadAsync(null), await ReadAsync(null));

        Assert.Empty(AuditFinding.Compare(first, second));
        Assert.True(first.Count > 20, "Nearly nothing was read.");
    }

    [Fact]
    public async Task Databases_that_tests_had_are_clean()
    {
        await using var pool = new LeasePool(server!);
        for (var i = 0; i < 6; i++)
        {
            var lease = await pool.LeaseAsync(i % 2 == 0 ? Isolation.Rollback : Isolation.OwnDatabase, $"Test {i}", Token);
            await lease.ExecuteAsync("INSERT INTO audited (id, note) VALUES (77, 'left')");
            await lease.ExecuteAsync("UPDATE audited SET note = 'changed' WHERE id = 1");
            await pool.EndAsync(lease);
        }

        Assert.Empty(await pool.AuditAsync());
        Assert.True(pool.Statistics.Audited > 0);
    }

    [Fact]
    public async Task What_leaked_into_a_ready_database_is_found_with_the_tests_that_had_it()
    {
        await using var pool = new LeasePool(server!);
        LeasableDatabase? database = null;
        foreach (var test in new[] { "Shop.First", "Shop.Second" })
        {
            // It is ready as soon as the lease has ended.
            var lease = await pool.LeaseAsync(Isolation.Rollback, test, Token);
            database = lease.Database;
            await pool.EndAsync(lease);
        }

        // Past the harness: as a leak would come about that nobody knows of.
        await PlantAsync(database!, "UPDATE audited SET note = 'planted'");

        var finding = Assert.Single(await pool.AuditAsync());
        Assert.Equal("Shop.Second", finding.Tests[0]);
        Assert.Contains(finding.Differences, d => d.StartsWith("rows of ", StringComparison.Ordinal) && d.Contains("audited", StringComparison.Ordinal));
        Assert.Contains("Shop.Second", finding.ToString(), StringComparison.Ordinal);
    }

    protected abstract Task<DatabaseServer> StartAsync(Blueprint blueprint);

    /// <summary>Writes to a database by a connection that nobody follows, and waits until that has ended.</summary>
    protected abstract Task PlantAsync(LeasableDatabase database, string sql);

    /// <summary>Asserts that a change is seen.</summary>
    protected async Task AssertSeenAsync(string change, string fact)
    {
        var before = await ReadAsync(null);

        var after = await ReadAsync(change);

        Assert.Contains(AuditFinding.Compare(before, after), d => d.StartsWith(fact, StringComparison.Ordinal));
    }

    private async Task<SortedDictionary<string, string>> ReadAsync(string? change)
    {
        await using var database = await server!.CreateDatabaseAsync(Token);
        if (change is not null)
            await database.Connection.ExecuteAsync(change);
        return await server.Auditor!.ReadAsync(database.Connection, database.Name, Token);
    }

    private sealed class Script(string sql) : Blueprint
    {
        public override string Fingerprint => sql;

        public override Task BuildAsync(DbConnection connection, CancellationToken cancellationToken) => connection.ExecuteAsync(sql);
    }
}
