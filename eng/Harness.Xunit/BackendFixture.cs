using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Xunit;

/// <summary>What dies with a backend: how its server is had, and what its tests may ask for.</summary>
public abstract class BackendFixture
{
    /// <summary>Starts the server of a target. The harness disposes it when the run ends.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had; the message says what was tried and what to do.</exception>
    protected internal abstract Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken);

    /// <summary>Registers what a test class may ask for in its constructor, beside the lease itself. By default nothing.</summary>
    protected internal virtual void Register(LeaseServices services) { }
}
