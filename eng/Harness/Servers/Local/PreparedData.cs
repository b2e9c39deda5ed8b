using System.Security.Cryptography;
using System.Text;

namespace Matrix.Harness.Servers.Local;

/// <summary>A data directory as its engine makes it, made once per program and settings, kept in the user's cache, and copied from there.</summary>
/// <param name="cache">The folder of all of them.</param>
internal sealed class PreparedData(string cache)
{
    /// <summary>That of the user whose variables these are.</summary>
    public static PreparedData Of(Func<string, string?> variable) => new(Path.Combine(PrivateFiles.CacheFolder(variable), "prepared"));

    /// <summary>The data directories that there are.</summary>
    public IReadOnlyList<string> All() => Directory.Exists(cache) ? Directory.GetDirectories(cache) : [];

    /// <summary>What a program is that made one of them, by its name.</summary>
    /// <returns><see langword="null"/> for one that made none as it is now, and for a script: what it starts may be another by now.</returns>
    public EngineIdentity? MakerOf(LocalEngine engine, string program, ServerAccount account)
    {
        var (start, end) = ($"{engine.Recipe.Engine}-", $"-{MarkOf(engine, LocalPrograms.BuildOf(program), account)}");
        var name = All().Select(path => Path.GetFileName(path)).FirstOrDefault(n => n.StartsWith(start, StringComparison.Ordinal) && n.EndsWith(end, StringComparison.Ordinal));
        return name is null || ProgramFiles.IsScript(program) ? null : new(engine.Recipe.Engine, name[start.Length..^end.Length]);
    }

    /// <summary>Fills <see cref="WorkFolder.Data"/>.</summary>
    public async Task FillAsync(
        WorkFolder folder, LocalEngine engine, LocalPrograms programs, ServerAccount account, Action<string> report, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(cache, NameOf(engine, programs, account));
        if (Directory.Exists(kept) && await TryCopyAsync(kept, folder.Data, cancellationToken).ConfigureAwait(false))
            return;

        report($"making a data directory with {programs.Initialiser}; this happens once");
        await engine.InitialiseAsync(folder, programs.Initialiser, account, cancellationToken).ConfigureAwait(false);
        await KeepAsync(folder.Data, kept, cancellationToken).ConfigureAwait(false);
    }

    // It may be removed at this moment.
    private static async Task<bool> TryCopyAsync(string kept, string data, CancellationToken cancellationToken)
    {
        try
        {
            await CopyAsync(kept, data, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SourceUnavailableException or IOException && !Directory.Exists(kept))
        {
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
            return false;
        }
    }

    // Two runs may do this at once: each makes its own copy, and one of them gets the name. Without room, nothing is kept.
    private async Task KeepAsync(string data, string kept, CancellationToken cancellationToken)
    {
        var draft = $"{kept}.{Environment.ProcessId}";
        try
        {
            PrivateFiles.CreateFolder(cache);
            await KeepCopyAsync(data, draft, cancellationToken).ConfigureAwait(false);
            Directory.Move(draft, kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SourceUnavailableException)
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    // Half of a new data directory is zeros. Left out here, where cp can do that, they are copied by nobody after.
    private static async Task KeepCopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux() && (await Command.RunAsync(["cp", "-Rp", "--sparse=always", from, to], "", cancellationToken).ConfigureAwait(false)).ExitCode == 0)
            return;
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        await CopyAsync(from, to, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        // Keeps the account that owns the files, which .NET's own copying does not.
        if (!OperatingSystem.IsWindows())
        {
            await Command.MustAsync(["cp", "-Rp", from, to], "", cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    internal static string NameOf(LocalEngine engine, LocalPrograms programs, ServerAccount account) =>
        $"{engine.Recipe.Engine}-{programs.Identity.Version}-{MarkOf(engine, programs.Build, account)}";

    private static string MarkOf(LocalEngine engine, string build, ServerAccount account)
    {
        var made = $"{build}|{account.Name}|{string.Join(' ', engine.Recipe.InitialiseArguments)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)))[..16];
    }
}
