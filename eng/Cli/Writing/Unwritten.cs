namespace Matrix.Cli.Writing;

/// <summary>The files of a run that could not be written, each told once and at once. Safe for several threads.</summary>
/// <param name="tell">Prints a line, whatever is in it.</param>
internal sealed class Unwritten(Action<string> tell)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    /// <summary>Notes one.</summary>
    /// <param name="file">The file, as a person reads it.</param>
    /// <param name="reason">Why it could not be written.</param>
    public void Add(string file, string reason)
    {
        lock (gate)
        {
            if (files.TryAdd(file, reason))
                tell($"{file} cannot be written: {reason} The run goes on, and its results are kept in memory.");
        }
    }

    /// <summary>Says in the end what is not written.</summary>
    /// <param name="exitCode">What the run would return otherwise.</param>
    /// <returns>What it returns.</returns>
    public int Conclude(int exitCode)
    {
        lock (gate)
        {
            if (files.Count == 0)
                return exitCode;
            tell($"Not written: {string.Join(", ", files.Keys)}. Make room on the disk, or name another folder with --results, then run again.");
            return exitCode == ExitCodes.Cancelled ? exitCode : ExitCodes.Wrong;
        }
    }
}
