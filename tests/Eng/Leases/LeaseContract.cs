using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>One database of an engine, leased again and again.</summary>
public abstract class LeaseContract(ContractServer server) : IAsyncLifetime
{
    internal const string AsBuilt = "Borges0 Calvino0 Lem1 / Ficciones / it's:none new:a; \"c\" -- / new";

    private LeasableDatabase? database;

    protected ContractServer Server { get; } = server;

    protected LeasableDatabase Database => database!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => database = await Server.Server.CreateDatabaseAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins a lease as the pool does.</summary>
    protected async Task<DatabaseLease> BeginAsync(Isolation isolation, bool hasOwnServer = false)
    {
        Database.BeginLease("The contract", hasOwnServer);
        if (isolation == Isolation.Rollback)
            return new(Database, Server.Server.Engine, isolation, await Database.BeginAsync(Cancellation));
        await Database.BeginOwnAsync(isolation == Isolation.OwnDatabase, Cancellation);
        return new(Database, Server.Server.Engine, isolation, null);
    }

    /// <summary>Ends a lease as the pool does.</summary>
    /// <returns>What the harness says to the test.</returns>
    protected async Task<string?> EndAsync(DatabaseLease lease)
    {
        var used = lease.End();
        await used.EndAsync(lease);
        if (!used.IsRolledBack)
            await RestoreAsync();
        return used.Leak;
    }

    protected Task<string?> RolledBackAsync(string sql) => RolledBackAsync(lease => lease.ExecuteAsync(sql));

    protected async Task<string?> RolledBackAsync(Func<DatabaseLease, Task> test)
    {
        var lease = await BeginAsync(Isolation.Rollback);
        await test(lease);
        return await EndAsync(lease);
    }

    protected Task OwnAsync(string sql) => OwnAsync(lease => lease.ExecuteAsync(sql));

    protected async Task OwnAsync(Func<DatabaseLease, Task> test, Isolation isolation = Isolation.OwnDatabase)
    {
        var lease = await BeginAsync(isolation);
        await test(lease);
        await EndAsync(lease);
    }

    /// <summary>Asserts that the next test finds what the blueprint built, whichever isolation it asks for.</summary>
    protected async Task AssertAsBuiltAsync()
    {
        Assert.Null(await RolledBackAsync(async lease => Assert.Equal(AsBuilt, await lease.ContentAsync())));
        await OwnAsync(async lease => Assert.Equal(AsBuilt, await lease.ContentAsync()));
    }

    private async Task RestoreAsync()
    {
        if (await Database.RestoreAsync(Cancellation))
            return;
        await Database.DisposeAsync();
        database = await Server.Server.CreateDatabaseAsync(Cancellation);
    }
}
