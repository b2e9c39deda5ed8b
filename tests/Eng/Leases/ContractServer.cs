using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Leases;

/// <summary>A server of one engine with the contract's blueprint on it, and how that engine spells what the contract says.</summary>
public abstract class ContractServer : TestServer<DatabaseServer>
{
    /// <summary>The type of a primary key that numbers its rows.</summary>
    public abstract string Identity { get; }

    /// <summary>What quotes a name.</summary>
    public virtual char Quote => '"';

    /// <summary>A statement that runs for a minute; it tells what it is.</summary>
    public virtual string LongStatement => throw new NotSupportedException();

    /// <summary>What tells how often that statement runs.</summary>
    public virtual string LongStatementCount => throw new NotSupportedException();

    /// <summary>Statements that change the server for everybody, which leave it as it was.</summary>
    public virtual IReadOnlyList<string> ServerChanges => [];

    /// <summary>Whether a changed database is replaced by another, rather than overwritten.</summary>
    public virtual bool HasTemplates => true;

    /// <summary>The server.</summary>
    public DatabaseServer Server => Started;

    /// <summary>A connection to a leased database as a test's author would make one that the harness knows nothing of. Closed.</summary>
    public abstract DbConnection Stranger(LeasableDatabase database);

    protected sealed override Task<DatabaseServer> StartAsync() => StartAsync(new ContractBlueprint(Identity));

    protected abstract Task<DatabaseServer> StartAsync(Blueprint blueprint);
}
