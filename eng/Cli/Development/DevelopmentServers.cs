using Matrix.Harness.Containers;
using Matrix.Harness.Servers;

namespace Matrix.Cli.Development;

/// <summary>Servers to develop against: kept as those of runs are, and apart from them, so that no run replaces one.</summary>
/// <param name="variable">Where the user's settings are read.</param>
internal sealed class DevelopmentServers(Func<string, string?> variable)
{
    /// <summary>Where they come from.</summary>
    public ServerSources Sources { get; } = ServerSources.Private(new ContainerSource());

    /// <summary>The name of a working copy's database on them: its folder's, so that two of them do not meet in one.</summary>
    public static string DatabaseOf(Repository repository)
    {
        var name = string.Concat(Path.GetFileName(repository.Root).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "dev" + name : name[..Math.Min(name.Length, 60)];
    }

    /// <summary>The settings as a search for such a server is to see them: it is kept, and noted apart from those of runs.</summary>
    public string? Variable(string name) => name switch
    {
        "MATRIX_KEEP" => "true",
        "XDG_STATE_HOME" => Path.Combine(ServerSources.StateFolder(variable), "up"),
        _ => variable(name),
    };
}
