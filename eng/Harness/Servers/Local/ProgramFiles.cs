namespace Matrix.Harness.Servers.Local;

/// <summary>Where programs are found: on the PATH, then where packages and installers put database servers.</summary>
internal static class ProgramFiles
{
    // A star stands for one folder's name.
    private static readonly string[] UsualPlaces = OperatingSystem.IsWindows()
        ? [@"C:\Program Files\PostgreSQL\*\bin", @"C:\Program Files\MySQL\*\bin", @"C:\Program Files\*\bin"]
        :
        [
            "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/usr/local/mysql/bin", "/usr/local/sbin", "/usr/sbin", "/usr/libexec",
            "/opt/homebrew/opt/*/bin", "/usr/local/opt/*/bin", "/home/linuxbrew/.linuxbrew/opt/*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
        ];

    /// <summary>Every file of a name, each once, the PATH's first.</summary>
    public static IEnumerable<string> Find(string program) =>
        Folders().Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)).Where(File.Exists).Select(Resolve).Distinct();

    /// <summary>A program on the PATH, or <see langword="null"/>.</summary>
    public static string? OnPath(string program) => Path_().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>A program in a folder, or <see langword="null"/>.</summary>
    public static string? Beside(string program, string name) =>
        Path.Combine(Path.GetDirectoryName(program)!, name + Path.GetExtension(program)) is var file && File.Exists(file) ? file : null;

    /// <summary>Whether a program only starts another, so that nothing about it tells when that one changes.</summary>
    public static bool IsScript(string program)
    {
        using var file = File.OpenRead(program);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    private static IEnumerable<string> Folders() => Path_().Concat(UsualPlaces.SelectMany(Expand));

    private static string[] Path_() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    // A link's own folder lacks what stands beside the program.
    private static string Resolve(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

    private static IEnumerable<string> Expand(string place)
    {
        var star = place.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return [place];
        var root = Path.GetDirectoryName(place[..(star + 1)])!;
        var pattern = place[(root.Length + 1)..].Split('/', '\\')[0];
        var rest = place[(root.Length + 1 + pattern.Length)..].TrimStart('/', '\\');
        return Directory.Exists(root) ? Directory.EnumerateDirectories(root, pattern).OrderDescending().Select(folder => Path.Combine(folder, rest)) : [];
    }
}
