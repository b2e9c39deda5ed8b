using System.ComponentModel;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers.Local;

/// <summary>The server programs of one version on this machine.</summary>
/// <param name="Program">The server's own.</param>
/// <param name="Initialiser">The one that makes a data directory.</param>
/// <param name="Identity">What it says it is.</param>
internal sealed record LocalPrograms(string Program, string Initialiser, EngineIdentity Identity)
{
    /// <summary>What is another after the programs were updated.</summary>
    public string Build => BuildOf(Program);

    /// <summary>What is another after a program was updated.</summary>
    public static string BuildOf(string program) =>
        new FileInfo(program) is { Exists: true } file ? $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}" : program;

    /// <summary>The programs that are what a target asks for.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="engine">How its programs are called.</param>
    /// <param name="known">What a program is known to be, which need not be asked: one run of it takes a tenth of the time that its server needs to start.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="SourceUnavailableException">There are none; the message says which others there are.</exception>
    public static async Task<LocalPrograms> FindAsync(Target target, LocalEngine engine, Func<string, EngineIdentity?> known, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        foreach (var program in ProgramFiles.Find(engine.Program))
        {
            if (InitialiserFor(program, engine) is not { } initialiser)
                continue;
            if ((known(program) ?? await IdentifyAsync(program, cancellationToken).ConfigureAwait(false)) is not { } identity)
                continue;
            if (target.Matches(identity))
                return new(program, initialiser, identity);
            others.Add($"{identity.Version} ({program})");
        }

        throw LocalFault.NoProgram(target.Name, engine.Program == engine.Initialiser ? engine.Program : $"{engine.Program} with {engine.Initialiser}", others);
    }

    // Debian keeps MariaDB's in /usr/sbin and /usr/bin.
    private static string? InitialiserFor(string program, LocalEngine engine) =>
        ProgramFiles.Beside(program, engine.Initialiser) ?? (engine is LocalMariaDb ? ProgramFiles.Find(engine.Initialiser).FirstOrDefault() : null);

    private static async Task<EngineIdentity?> IdentifyAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            return LocalEngine.Identify((await Command.RunAsync([program, "--version"], "", cancellationToken).ConfigureAwait(false)).Output);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
