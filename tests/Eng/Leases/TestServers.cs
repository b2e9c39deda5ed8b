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

    public static Task<RunningServer> PostgresAsync(bool shared = true) => StartAsync("postgres", new PostgresDriver(), shared);

    public static Task<RunningServer> MySqlAsync(string engine, bool shared = true) => StartAsync(engine, new MySqlDriver(), shared);

    /// <param name="engine">Which.</param>
    /// <param name="driver">How to ask it.</param>
    /// <param name="shared">Whether other runs may be on it too: whether it may be a given server, or one that is kept.</param>
    private static Task<RunningServer> StartAsync(string engine, ServerDriver driver, bool shared)
    {
        var target = Targets.Value.Select(engine).Single();
        var request = new ServerRequest(target, driver);
        return new ServerSources(new ContainerSource()).StartAsync(shared ? request : request with { Variable = Unshared }, CancellationToken.None);

        string? Unshared(string name) => name == "MATRIX_KEEP" || GivenSource.VariablesOf(target).Contains(name) ? null
            // Where no kept server is known.
            : name == "XDG_STATE_HOME" ? Path.Combine(Path.GetTempPath(), "matrix-tests-unshared")
            : Environment.GetEnvironmentVariable(name);
    }
}
