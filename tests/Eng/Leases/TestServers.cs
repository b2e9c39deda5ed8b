using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Servers for the tests of the engines' own halves: the default version of each.</summary>
internal static class TestServers
{
    private static readonly Lazy<TargetList> Targets = new(() => TargetList.Read(Repository.PathOf("eng", TargetList.FileName)));

    public static Task<RunningServer> PostgresAsync() => StartAsync("postgres", new PostgresDriver());

    public static Task<RunningServer> MySqlAsync(string engine) => StartAsync(engine, new MySqlDriver());

    private static Task<RunningServer> StartAsync(string engine, ServerDriver driver) =>
        new ServerSources(new ContainerSource()).StartAsync(new ServerRequest(Targets.Value.Select(engine).Single(), driver), CancellationToken.None);
}
