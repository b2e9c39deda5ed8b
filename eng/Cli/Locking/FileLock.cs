using System.Diagnostics;
using System.Globalization;

namespace Matrix.Cli.Locking;

/// <summary>Keeps other runs of Matrix from what a file stands for, until it is disposed or this process ends, however it ends.</summary>
/// <remarks>
/// The lock is the operating system's, so a killed process leaves none. Who holds it is told by an empty file beside it that is named
/// after the process. On a disk where no file can be made, nothing is locked: what follows will say that it cannot write.
/// </remarks>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly FileStream? file;
    private readonly string mark;

    private FileLock(string path, FileStream? file)
    {
        this.file = file;
        mark = path + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (file is null)
            return;
        // Whoever is alone can tell that the marks that lie about are of killed processes.
        if (file.CanWrite)
            Try(() => MarksOf(path).ForEach(File.Delete));
        Try(() => File.WriteAllBytes(mark, []));
    }

    /// <summary>Keeps everybody else out. Waits for those who hold the lock, and says so first.</summary>
    /// <param name="path">The lock's file. Its folder is made where there is none.</param>
    /// <param name="waiting">Told once, before a wait, who holds it: <c>run 1234</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<FileLock> AloneAsync(string path, Action<string> waiting, CancellationToken cancellationToken) =>
        TakeAsync(path, FileAccess.ReadWrite, FileShare.None, waiting, cancellationToken);

    /// <summary>Keeps those out who want to be alone, and lets others in who do not.</summary>
    /// <inheritdoc cref="AloneAsync"/>
    public static Task<FileLock> SharedAsync(string path, Action<string> waiting, CancellationToken cancellationToken) =>
        TakeAsync(path, FileAccess.Read, FileShare.Read, waiting, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // While it is locked: afterwards the mark could be somebody else's.
        if (file is not null)
            Try(() => File.Delete(mark));
        file?.Dispose();
    }

    private static async Task<FileLock> TakeAsync(string path, FileAccess access, FileShare share, Action<string> waiting, CancellationToken cancellationToken)
    {
        var told = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new(path, new FileStream(path, FileMode.OpenOrCreate, access, share));
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException && !IsHeld(e))
            {
                return new(path, null);
            }
            catch (IOException)
            {
                if (!told)
                    waiting(Holders(path));
                told = true;
                await Task.Delay(BetweenAttempts, cancellationToken);
            }
        }
    }

    // ERROR_SHARING_VIOLATION; EWOULDBLOCK on Linux and on macOS.
    private static bool IsHeld(Exception e) => (e.HResult & 0xffff) == 32 && OperatingSystem.IsWindows() || e.HResult is 11 or 35;

    private static string Holders(string path)
    {
        var holders = MarksOf(path).Select(f => int.TryParse(Path.GetExtension(f).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(IsAlive).Order().Select(id => "run " + id.ToString(CultureInfo.InvariantCulture)).ToList();
        return holders.Count == 0 ? "another run" : string.Join(" and ", holders);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return id > 0 && !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // A pattern such as `.lock.*` would match the lock's own file as well.
    private static List<string> MarksOf(string path) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Where(f => f.StartsWith(path + ".", StringComparison.Ordinal))];

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It only helps to name who waits for whom.
        }
    }
}
