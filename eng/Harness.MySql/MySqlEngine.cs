using Matrix.Harness.Development;
using Matrix.Harness.MySql.Development;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.MySql;

/// <summary>MySQL and MariaDB: on a server that the user gave, in a container, or by the programs on this machine.</summary>
/// <param name="containers">What starts containers; <see langword="null"/> where none are to be used.</param>
public sealed class MySqlEngine(ServerSource? containers = null) : DatabaseEngine
{
    /// <inheritdoc/>
    public override async Task<DatabaseServer> StartAsync(Target target, Blueprint blueprint, Action<string> report, CancellationToken cancellationToken)
    {
        var running = await new ServerSources(containers).StartAsync(new ServerRequest(target, new MySqlDriver()) { Report = report }, cancellationToken).ConfigureAwait(false);
        return await MySqlServer.OpenAsync(running, blueprint, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<DevelopmentDatabase> OpenAsync(string address, CancellationToken cancellationToken) =>
        await OwnDatabase.OpenAsync(address, cancellationToken).ConfigureAwait(false);
}
