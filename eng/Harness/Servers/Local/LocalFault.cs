namespace Matrix.Harness.Servers.Local;

/// <summary>What went wrong with a server's programs on this machine, in words with a remedy.</summary>
internal static class LocalFault
{
    public static SourceUnavailableException NoProgram(string target, string programs, IReadOnlyCollection<string> found) => new(
        found.Count == 0
            ? $"no {programs} is on the PATH or where it is usually installed."
            : $"the {programs} of this machine is of another version: {string.Join(", ", found)}.",
        $"Install the server programs of {target} and put them on the PATH.");

    public static SourceUnavailableException NoAccount(string wanted) => new(
        "a database server refuses to run as root, and this machine has no other account for it.",
        $"Run as an ordinary user, or create the account {wanted} and install setpriv (util-linux).");

    public static SourceUnavailableException Failed(IReadOnlyList<string> command, string said, Exception? error) => new(
        $"{command[ServerAccount.ProgramIn(command)]} failed: {said}",
        HasNoRoom(said) ? "Make room where the temporary folder is, or name another in TMPDIR; matrix down removes what Matrix left." : "Mend what it says, then run again.",
        error);

    public static SourceUnavailableException NoFolder(string folder, Exception error) => new(
        $"the folder {folder} cannot be written: {error.Message}",
        HasNoRoom(error.Message) ? "Make room there; matrix down removes what Matrix left." : "Give this user the right to write there.",
        error);

    private static bool HasNoRoom(string said) => said.Contains("No space left", StringComparison.OrdinalIgnoreCase);
}
