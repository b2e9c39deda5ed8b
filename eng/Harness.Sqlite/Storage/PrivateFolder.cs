namespace Matrix.Harness.Sqlite.Storage;

/// <summary>A folder that is this process's alone, and that the next run removes should this one be killed.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "matrix-sqlite-";
    private const string LockName = "in-use";
    private readonly FileStream held;

    private PrivateFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Makes one, after removing those whose process is gone.</summary>
    public static PrivateFolder Create(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*"))
            RemoveUnlessInUse(left);

        var path = System.IO.Path.Combine(parent, Prefix + Guid.NewGuid().ToString("n"));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(path, Lock(path, FileMode.CreateNew));
    }

    public void Dispose()
    {
        held.Dispose();
        Remove(Path);
    }

    private static void RemoveUnlessInUse(string path)
    {
        try
        {
            Lock(path, FileMode.Open).Dispose();
            Remove(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, being made, or another user's: not ours to remove.
        }
    }

    private static FileStream Lock(string path, FileMode mode) =>
        new(System.IO.Path.Combine(path, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that a test still holds open keeps the folder, on Windows: the next run removes it.
        }
    }
}
