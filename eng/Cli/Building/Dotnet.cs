using System.Diagnostics;
using Matrix.Harness;

namespace Matrix.Cli.Building;

/// <summary>The <c>dotnet</c> that runs this program, which is thus there and new enough.</summary>
internal static class Dotnet
{
    /// <summary>Its path, or its name where this program runs by itself.</summary>
    public static string Path { get; } =
        Environment.ProcessPath is { } path && System.IO.Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? path : "dotnet";

    /// <summary>Runs it to its end. When cancelled, it is killed with all that it started.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, and what it printed.</returns>
    /// <exception cref="MatrixException">It cannot be started.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, string folder, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new MatrixException($"{Path} cannot be started. The SDK is to be had at https://dot.net/download.");
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
