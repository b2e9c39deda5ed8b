using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>A server with the library on it, and a pool, for the tests of one class.</summary>
public sealed class SqliteLibrary : IAsyncLifetime
{
    public SqliteServer Server { get; private set; } = null!;

    public LeasePool Leases { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await SqliteServer.StartAsync(new LibraryBlueprint(), new() { LockTimeout = TimeSpan.FromSeconds(1) });
        Leases = new LeasePool(Server);
    }

    public ValueTask<DatabaseLease> LeaseAsync(Isolation isolation) => Leases.LeaseAsync(isolation, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Leases.DisposeAsync();
        await Server.DisposeAsync();
    }
}
