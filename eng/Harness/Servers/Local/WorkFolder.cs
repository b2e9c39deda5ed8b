using System.Security.Cryptography;

namespace Matrix.Harness.Servers.Local;

/// <summary>The private folder of one local server: its data, its log, and whose it is.</summary>
/// <remarks>On tmpfs where there is one with room; only its owner may enter.</remarks>
internal sealed class WorkFolder
{
    /// <summary>How its name begins, followed by the process id of the run that made it.</summary>
    public const string Prefix = "matrix-";

    private const long EnoughBytes = 1L << 30;

    private WorkFolder(string path) => Path = path;

    public string Path { get; }

    public string Data => File("data");

    public string Log => File("log");

    /// <summary>The process that made it.</summary>
    public ProcessStamp? Owner => ProcessStamp.Parse(Read("owner"));

    /// <summary>Where the state file of its server is, if that was to stay up for the next run.</summary>
    public string? KeptIn => Read("kept");

    /// <summary>The server that runs in it, if one does.</summary>
    public ProcessStamp? Server => int.TryParse(Read(ServerProcess.IdFile), out var id) && ProcessStamp.Of(id) is { } server && ServerProcess.RunsIn(this, server) ? server : null;

    /// <summary>Where such folders are made, the best first.</summary>
    public static IEnumerable<string> Places { get; } = new[] { "/dev/shm", System.IO.Path.GetTempPath() }.Where(Directory.Exists);

    /// <summary>Makes a folder of this process.</summary>
    /// <exception cref="SourceUnavailableException">It cannot be made.</exception>
    public static WorkFolder Create(IEnumerable<string> places, string? keptIn)
    {
        var place = places.FirstOrDefault(HasRoom) ?? places.Last();
        var path = System.IO.Path.Combine(place, $"{Prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        try
        {
            PrivateFiles.CreateFolder(path);
            System.IO.File.WriteAllText(System.IO.Path.Combine(path, "owner"), ProcessStamp.Current.ToString());
            if (keptIn is not null)
                System.IO.File.WriteAllText(System.IO.Path.Combine(path, "kept"), keptIn);
            return new(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LocalFault.NoFolder(path, e);
        }
    }

    /// <summary>A folder that is there.</summary>
    public static WorkFolder At(string path) => new(path);

    /// <summary>Every such folder that this user may look into.</summary>
    public static IEnumerable<WorkFolder> All(IEnumerable<string> places) => places
        .SelectMany(place => Directory.EnumerateDirectories(place, Prefix + "*"))
        .Select(path => new WorkFolder(path))
        .Where(folder => folder.Owner is not null);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that only the server's account, and root, may read.</summary>
    public async Task<string> WriteAsync(string name, string text, ServerAccount account, CancellationToken cancellationToken)
    {
        var file = File(name);
        await PrivateFiles.WriteAsync(file, text, cancellationToken).ConfigureAwait(false);
        await account.OwnAsync(file, cancellationToken).ConfigureAwait(false);
        return file;
    }

    /// <summary>The end of the server's log.</summary>
    public string LogEnd() => string.Join('\n', (Read("log") ?? "it wrote no log").TrimEnd().Split('\n').TakeLast(15));

    /// <summary>Ends the server that runs in it, if one does, and deletes it.</summary>
    public async Task EndAsync(string signal)
    {
        if (Server is { } server)
            await ServerProcess.EndAsync(server, signal).ConfigureAwait(false);
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    // The account to which the folder was given may be another than this user's, who then is root.
    private string? Read(string name)
    {
        try
        {
            return System.IO.File.ReadAllText(File(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A container's /dev/shm is small, and its temporary folder is not.
    private static bool HasRoom(string place) => new DriveInfo(place).AvailableFreeSpace >= EnoughBytes;
}
