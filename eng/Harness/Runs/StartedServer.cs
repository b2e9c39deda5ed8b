using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Runs;

/// <summary>A server, and what depends on its engine. Disposing drops the leased databases and then ends the server.</summary>
public sealed record StartedServer(DatabaseServer Server, LeasePool Leases, Judge Judge) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Leases.DisposeAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
    }
}
