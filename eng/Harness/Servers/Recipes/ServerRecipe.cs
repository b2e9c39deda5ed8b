using System.Data.Common;

namespace Matrix.Harness.Servers.Recipes;

/// <summary>How a private server of one engine is made and started, wherever its program is.</summary>
public abstract class ServerRecipe
{
    /// <summary>The engine: <c>mariadb</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>The port that the engine's servers listen on inside a container.</summary>
    public abstract int Port { get; }

    /// <summary>The system account under which the server runs when root starts it.</summary>
    public abstract string Account { get; }

    /// <summary>What is set: what decides results, and what trades the safety of the data for speed.</summary>
    public abstract IReadOnlyList<ServerSetting> Settings { get; }

    /// <summary>What the server is given on its command line, wherever its data is. No password.</summary>
    public virtual IEnumerable<string> Arguments => Settings.Select(s => s.Argument);

    /// <summary>What makes a new data directory, beside the directory itself. No password, and no space within an argument.</summary>
    public abstract IReadOnlyList<string> InitialiseArguments { get; }

    /// <summary>How the administrator connects over TCP. Holds the password: never print it.</summary>
    public abstract string ConnectionString(string host, int port, string password);

    /// <summary>The recipe for an engine, or <see langword="null"/> for one that runs in the process.</summary>
    public static ServerRecipe? For(string engine) => engine switch
    {
        "postgres" => new PostgresRecipe(),
        "mysql" => new MySqlRecipe(),
        "mariadb" => new MariaDbRecipe(),
        _ => null,
    };

    private protected static string Join(params IEnumerable<(string Key, object Value)> parts)
    {
        var builder = new DbConnectionStringBuilder();
        foreach (var (key, value) in parts)
            builder[key] = value;
        return builder.ConnectionString;
    }
}
