using Matrix.Harness.Containers;
using Matrix.Harness.Servers;

namespace Matrix.Cli.Development;

/// <summary>Servers to develop against: kept as those of runs are, and apart from them, so that no run replaces one.</summary>
internal static class DevelopmentServers
{
    /// <summary>Where they come from.</summary>
    public static ServerSources Sources => ServerSources.Private(new ContainerSource());

    /// <summary>The environment as a search for such a server is to see it: it is kept, and noted apart from those of runs.</summary>
    public static string? Variable(string name) => name switch
    {
        "MATRIX_KEEP" => "true",
        "XDG_STATE_HOME" => Path.Combine(ServerSources.StateFolder(Environment.GetEnvironmentVariable), "up"),
        _ => Environment.GetEnvironmentVariable(name),
    };
}
