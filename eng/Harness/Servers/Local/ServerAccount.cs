namespace Matrix.Harness.Servers.Local;

/// <summary>The system account under which a local server runs.</summary>
/// <param name="Name">The account, or <see langword="null"/> for the user of this process.</param>
internal sealed record ServerAccount(string? Name)
{
    private const string Changer = "setpriv";

    /// <summary>The user of this process; for root, who may not run a database server, the engine's own account or <c>nobody</c>.</summary>
    /// <exception cref="SourceUnavailableException">This is root, and there is no such account, or no means to become it.</exception>
    public static ServerAccount For(string preferred)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new((string?)null);
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new[] { preferred, "nobody" }.FirstOrDefault(known.Contains) is { } name && ProgramFiles.OnPath(Changer) is not null
            ? new(name)
            : throw LocalFault.NoAccount(preferred);
    }

    /// <summary>A command that runs as the account.</summary>
    public IReadOnlyList<string> Run(params IEnumerable<string> command) =>
        Name is null ? [.. command] : [Changer, $"--reuid={Name}", $"--regid={GroupOf(Name)}", "--clear-groups", "--", .. command];

    /// <summary>Where in a command its program stands, behind what changes the account.</summary>
    public static int ProgramIn(IReadOnlyList<string> command) => command[0] == Changer ? command.ToList().IndexOf("--") + 1 : 0;

    /// <summary>Gives a folder or file, with what is in it, to the account.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is not null)
            await Command.MustAsync(["chown", "-R", $"{Name}:{GroupOf(Name)}", path], "", cancellationToken).ConfigureAwait(false);
    }

    private static string GroupOf(string name) => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(parts => parts[0] == name)[3];
}
