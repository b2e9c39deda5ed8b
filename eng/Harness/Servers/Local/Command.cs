using System.ComponentModel;
using System.Diagnostics;

namespace Matrix.Harness.Servers.Local;

/// <summary>One run of a program of this machine, to its end.</summary>
internal static class Command
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">The program and its arguments. No password: arguments are there for all to see.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, and what it wrote to output and then to errors.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> program, string input, CancellationToken cancellationToken)
    {
        using var process = Start(program);
        try
        {
            // Read before writing: a program that fills a pipe would wait for its reader.
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="SourceUnavailableException">It does not; the message repeats what it wrote.</exception>
    public static async Task<string> MustAsync(IReadOnlyList<string> program, string input, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await RunAsync(program, input, cancellationToken).ConfigureAwait(false);
            return exitCode == 0 ? output : throw LocalFault.Failed(program, $"exit code {exitCode}: {output.Trim()}", null);
        }
        catch (Win32Exception e)
        {
            throw LocalFault.Failed(program, e.Message, e);
        }
    }

    private static Process Start(IEnumerable<string> program)
    {
        var start = new ProcessStartInfo(program.First(), program.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The servers' programs complain of a folder that their account may not enter.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/",
        };
        // A given server's password is nothing for a program that may outlive this process, under another account.
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("MATRIX_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        return Process.Start(start)!;
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code says more.
        }
    }
}
