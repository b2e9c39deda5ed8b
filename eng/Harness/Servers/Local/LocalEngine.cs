using System.Text.RegularExpressions;
using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Servers.Local;

/// <summary>How the programs of one engine are found, make a data directory, and serve it.</summary>
internal abstract partial class LocalEngine
{
    /// <summary>What is the same wherever the engine's server runs.</summary>
    public abstract ServerRecipe Recipe { get; }

    /// <summary>The server's own program.</summary>
    public abstract string Program { get; }

    /// <summary>The program that makes a data directory, beside the server's own; often that one itself.</summary>
    public abstract string Initialiser { get; }

    /// <summary>The signal on which the server ends at once and leaves nothing in shared memory.</summary>
    public abstract string EndSignal { get; }

    public static LocalEngine? For(string engine) => engine switch
    {
        "postgres" => new LocalPostgres(),
        "mysql" => new LocalMySql(),
        "mariadb" => new LocalMariaDb(),
        _ => null,
    };

    /// <summary>What a server's program is, by its answer to <c>--version</c>.</summary>
    public static EngineIdentity? Identify(string answer) => Version().Match(answer) is { Success: true } version
        ? new(answer.Contains("PostgreSQL", StringComparison.Ordinal) ? "postgres" : answer.Contains("MariaDB", StringComparison.Ordinal) ? "mariadb" : "mysql", version.Value)
        : null;

    /// <summary>Makes <see cref="WorkFolder.Data"/>.</summary>
    public abstract Task InitialiseAsync(WorkFolder folder, string initialiser, ServerAccount account, CancellationToken cancellationToken);

    /// <summary>Gives the administrator the password of this start, before anybody can connect.</summary>
    public abstract Task AdmitAsync(WorkFolder folder, string program, LocalAddress address, ServerAccount account, CancellationToken cancellationToken);

    /// <summary>What the server is given beside its settings. No password.</summary>
    public abstract IEnumerable<string> Arguments(WorkFolder folder, LocalAddress address);

    /// <summary>Whether a server on a socket is worth asking, as far as its files tell.</summary>
    public abstract bool IsListening(WorkFolder folder);

    /// <summary>How the administrator connects. Holds the password: never print it.</summary>
    public abstract string ConnectionString(WorkFolder folder, LocalAddress address);

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();
}
