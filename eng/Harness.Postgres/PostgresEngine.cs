using Matrix.Harness.Development;
using Matrix.Harness.Postgres.Development;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Postgres;

/// <summary>PostgreSQL: on a server that the user gave, in a container, or by the programs on this machine.</summary>
/// <param name="containers">What starts containers; <see langword="null"/> where none are to be used.</param>
public sealed class PostgresEngine(ServerSource? containers = null) : DatabaseEngine
{
    /// <inheritdoc/>
    public override Task<DatabaseServer> StartAsync(Target target, Blueprint blueprint, Action<string> report, CancellationToken cancellationToken) =>
        StartAsync(new ServerRequest(target, new PostgresDriver()) { Report = report }, blueprint, cancellationToken);

    /// <inheritdoc/>
    public override Task<DatabaseServer> StartAloneAsync(Target target, Blueprint blueprint, CancellationToken cancellationToken) =>
        StartAsync(new ServerRequest(target, new PostgresDriver()) { IsAlone = true }, blueprint, cancellationToken);

    /// <inheritdoc/>
    public override async Task<DevelopmentDatabase> OpenAsync(string address, CancellationToken cancellationToken) =>
        await OwnDatabase.OpenAsync(address, cancellationToken).ConfigureAwait(false);

    private async Task<DatabaseServer> StartAsync(ServerRequest request, Blueprint blueprint, CancellationToken cancellationToken)
    {
        var running = await new ServerSources(containers).StartAsync(request, cancellationToken).ConfigureAwait(false);
        return await PostgresServer.OpenAsync(running, blueprint, cancellationToken).ConfigureAwait(false);
    }
}
