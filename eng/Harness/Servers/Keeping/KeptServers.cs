using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Servers.Keeping;

/// <summary>The servers that were left up, and who is using them: files in the user's state folder that nobody else can read.</summary>
/// <remarks>
/// One file a source, target, image and set of settings. A run that uses a server leaves a file of its own beside that one,
/// so that nobody removes a server under a run.
/// </remarks>
/// <param name="folder">The folder.</param>
internal sealed class KeptServers(string folder)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Those of the user whose variables these are.</summary>
    public static KeptServers Of(Func<string, string?> variable) => new(Path.Combine(PrivateFiles.StateFolder(variable), "servers"));

    /// <summary>Which server would do for a request: the same target, image and settings, from the same source.</summary>
    public static string KeyOf(string source, ServerRequest request)
    {
        var recipe = ServerRecipe.For(request.Target.Engine);
        var settings = string.Join('\n', [request.Target.ToString(), .. recipe?.InitialiseArguments ?? [], .. recipe?.Arguments ?? []]);
        return $"{source}-{request.Target.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..12]}";
    }

    /// <summary>The server that was left up under a key, which may have gone since.</summary>
    public KeptServer? Find(string key) => Read(StateOf(key));

    /// <summary>All of them, by key.</summary>
    public IReadOnlyDictionary<string, KeptServer> All() => Files("*.json")
        .Select(file => (Key: Path.GetFileNameWithoutExtension(file), Server: Read(file)))
        .Where(f => f.Server is not null)
        .ToDictionary(f => f.Key, f => f.Server!);

    /// <summary>Notes a server that is left up, in place of any other under its key.</summary>
    public async Task WriteAsync(string key, KeptServer server, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(folder);
        await PrivateFiles.WriteAsync(StateOf(key), JsonSerializer.Serialize(server, KeptServerJson.Default.KeptServer), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a server.</summary>
    public void Remove(string key) => File.Delete(StateOf(key));

    /// <summary>Says that this process uses a server, until the result is disposed.</summary>
    public async Task<IDisposable> UseAsync(KeptServer server, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(folder);
        var file = Path.Combine(folder, $"{IdOf(server.Id)}.{Guid.NewGuid():n}.use");
        await PrivateFiles.WriteAsync(file, ProcessStamp.Current.ToString(), cancellationToken).ConfigureAwait(false);
        return new ServerUse(file);
    }

    /// <summary>The running processes that use a server, by its <see cref="KeptServer.Id"/>.</summary>
    public IReadOnlyList<ProcessStamp> UsersOf(string id) =>
        [.. Files($"{IdOf(id)}.*.use").Select(file => ProcessStamp.Parse(TryRead(file))).OfType<ProcessStamp>().Where(user => !user.HasEnded)];

    /// <summary>Forgets the uses of processes that have ended.</summary>
    public void ForgetDeadUses()
    {
        foreach (var file in Files("*.use").Where(file => ProcessStamp.Parse(TryRead(file)) is null or { HasEnded: true }))
            File.Delete(file);
    }

    /// <summary>Keeps every other process out until the result is disposed: between finding no server and noting one, another must not do the same.</summary>
    /// <exception cref="MatrixException">Another process holds it for longer than that.</exception>
    public async Task<IDisposable> LockAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(folder);
        var file = Path.Combine(folder, key + ".lock");
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new MatrixException($"Another run has been starting this server for {patience.TotalSeconds:0} s, and {file} is locked by it: {e.Message} End that run, or run without --keep.", e);
            }
            catch (IOException)
            {
                await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private string StateOf(string key) => Path.Combine(folder, key + ".json");

    private static string IdOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];

    private string[] Files(string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];

    // A file that cannot be read tells of no server that could be used.
    private static KeptServer? Read(string file)
    {
        try
        {
            return TryRead(file) is { } text ? JsonSerializer.Deserialize(text, KeptServerJson.Default.KeptServer) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A file that says that this process uses a server.</summary>
internal sealed class ServerUse(string file) : IDisposable
{
    public void Dispose() => File.Delete(file);
}
