using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Development;

/// <summary><c>matrix up</c>: has a server to develop against, which stays until <c>matrix down</c>, and prints how to connect.</summary>
/// <remarks>The one place that prints a password: the server's own random one, to the person who asked for the connection string.</remarks>
internal sealed class UpCommand(DevelopmentServers servers, Target target, string database, bool urlOnly, TextWriter output, TextWriter error)
{
    /// <summary>Attaches to the server that is up, or starts one.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (target.Image is null)
            throw new MatrixException($"{target.Name} needs no server. Seed a file: matrix seed --file dev.db.");
        (ServerDriver Driver, DatabaseEngine Engine) family = target.Backend == "postgres" ? (new PostgresDriver(), new PostgresEngine()) : (new MySqlDriver(), new MySqlEngine());
        var request = new ServerRequest(target, family.Driver) { Variable = servers.Variable, Report = error.WriteLine };
        try
        {
            await using var server = await servers.Sources.StartAsync(request, cancellationToken);
            var address = new DbConnectionStringBuilder { ConnectionString = server.ConnectionString, ["Database"] = database }.ConnectionString;
            await using (await family.Engine.OpenAsync(address, cancellationToken))
            {
                // Opening it has made it where it was not there.
            }

            var url = ServerAddress.ToUrl(address, target.Engine);
            await output.WriteLineAsync(urlOnly ? url : $"""
                {target.Name} is up ({server.Description}), {server.Engine.Name} {server.Engine.Version}, until matrix down, or until this machine restarts; then its data is gone.
                {url}
                {address}
                """);
            return ExitCodes.Green;
        }
        catch (ServerUnavailableException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Server;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
    }
}
