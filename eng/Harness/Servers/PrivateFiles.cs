namespace Matrix.Harness.Servers;

/// <summary>Files and folders for this user's eyes only.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        // On Windows a user's own folders are closed to others as they are.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file, never readable by others, and never half written for one who reads it meanwhile.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var draft = $"{path}.{Environment.ProcessId}";
        await using (var writer = new StreamWriter(draft, options))
            await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Where a user's programs keep what can be made anew.</summary>
    public static string CacheFolder(Func<string, string?> variable) => Folder(variable("XDG_CACHE_HOME"), "Library/Caches", ".cache");

    /// <summary>Where a user's programs keep what they know of the running machine.</summary>
    public static string StateFolder(Func<string, string?> variable) => Folder(variable("XDG_STATE_HOME"), "Library/Application Support", ".local/state");

    private static string Folder(string? set, string onMac, string onLinux)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var parent = set is { Length: > 0 } ? set
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(home, OperatingSystem.IsMacOS() ? onMac : onLinux);
        return Path.Combine(parent, "matrix");
    }
}
