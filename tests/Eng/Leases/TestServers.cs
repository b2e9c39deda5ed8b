using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Servers for the tests of the engines' own halves.</summary>
internal static class TestServers
{
    public static Task<RunningServer> PostgresAsync() => StartAsync("postgres", new PostgresDriver());

    private static async Task<RunningServer> StartAsync(string engine, ServerDriver driver)
    {
        try
        {
            return await new GivenSource().StartAsync(new ServerRequest(new Target(engine, engine == "mariadb" ? "mysql" : engine, engine), driver), CancellationToken.None);
        }
        catch (SourceUnavailableException e)
        {
            throw new ServerUnavailableException(e.Message);
        }
    }
}
