using Matrix.Cli.Writing;
using Matrix.Harness;
using Matrix.Harness.Faults;
using Matrix.Harness.Text;

namespace Matrix.Cli.CommandLine;

/// <summary>The outermost layer of the command: whatever happens inside, a person reads a line and a script gets an exit code that is documented.</summary>
internal static class Boundary
{
    /// <summary>Runs a command.</summary>
    /// <param name="name">What runs, such as <c>matrix run</c>, without its options: they may hold a password.</param>
    /// <param name="command">What it does. Returns the exit code.</param>
    /// <param name="error">Where complaints go.</param>
    /// <param name="folder">The folder that gets the trace of an unforeseen error; the one for temporary files where it is <see langword="null"/>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string name, Func<Task<int>> command, TextWriter error, Func<string?> folder)
    {
        try
        {
            return await command();
        }
        catch (MatrixException e)
        {
            await error.WriteLineAsync(PlainText.Of(CrashReport.WithoutPasswords(e.Message)));
            return ExitCodes.Wrong;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync($"{name} was cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(PlainText.Of($"{name}: {e.Message} Make room on the disk, or make the file or folder accessible to you, then run again."));
            return ExitCodes.Wrong;
        }
#pragma warning disable CA1031 // Do not catch general exception types: this is the one place that catches all.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(CrashReport.Write(e, name, Folder(folder)));
            return ExitCodes.Unforeseen;
        }
    }

    /// <summary>The exit code of a command whose output may have been lost.</summary>
    /// <param name="exitCode">What the command returned.</param>
    /// <param name="output">Where it printed.</param>
    /// <param name="error">Where complaints go.</param>
    public static int WithOutput(int exitCode, LastingWriter output, TextWriter error)
    {
        if (output.Fault is not { } fault)
            return exitCode;
        error.WriteLine(PlainText.Of($"What was to be printed is lost: {fault.TrimEnd('.')}. The command went on without it, and its files are complete."));
        return exitCode is ExitCodes.Cancelled or ExitCodes.Unforeseen ? exitCode : ExitCodes.Wrong;
    }

    private static string[] Folder(Func<string?> folder)
    {
        try
        {
            return folder() is { } path ? [path] : [];
        }
        catch (Exception e) when (e is MatrixException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
