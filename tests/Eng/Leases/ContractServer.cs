using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>A server of one engine with the contract's blueprint on it, and how that engine spells what the contract says.</summary>
public abstract class ContractServer : IAsyncLifetime
{
    private string? unavailable;
    private DatabaseServer? server;

    /// <summary>The type of a primary key that numbers its rows.</summary>
    public abstract string Identity { get; }

    /// <summary>What quotes a name.</summary>
    public virtual char Quote => '"';

    /// <summary>Whether a changed database is replaced by another, rather than overwritten.</summary>
    public virtual bool HasTemplates => true;

    /// <summary>The server. Without one the test is skipped with the reason, and fails in CI.</summary>
    public DatabaseServer Server
    {
        get
        {
            if (unavailable is not null && Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(unavailable);
            Assert.SkipWhen(unavailable is not null, unavailable ?? "");
            return server!;
        }
    }

    /// <summary>A connection to a leased database as a test's author would make one that the harness knows nothing of. Closed.</summary>
    public abstract DbConnection Stranger(LeasableDatabase database);

    public async ValueTask InitializeAsync()
    {
        try
        {
            server = await StartAsync(new ContractBlueprint(Identity));
        }
        catch (ServerUnavailableException e)
        {
            unavailable = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<DatabaseServer> StartAsync(Blueprint blueprint);
}
