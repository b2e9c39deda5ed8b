using Matrix.Harness.Development;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite.Development;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Sqlite;

/// <summary>SQLite, in the process.</summary>
/// <param name="options">How it is to serve tests; <see langword="null"/> for the defaults.</param>
public sealed class SqliteEngine(SqliteServerOptions? options = null) : DatabaseEngine
{
    /// <inheritdoc/>
    public override async Task<DatabaseServer> StartAsync(Target target, Blueprint blueprint, Action<string> report, CancellationToken cancellationToken) =>
        await SqliteServer.StartAsync(blueprint, options, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <param name="address">A file's path, <c>Data Source=dev.db</c>, or <c>sqlite:///path/dev.db</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public override Task<DevelopmentDatabase> OpenAsync(string address, CancellationToken cancellationToken) => Task.FromResult<DevelopmentDatabase>(SqliteFile.Open(address));
}
