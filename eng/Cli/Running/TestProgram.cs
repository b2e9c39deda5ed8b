using System.Diagnostics;
using Matrix.Cli.Building;
using Matrix.Harness;

namespace Matrix.Cli.Running;

/// <summary>A backend's test program, as a process whose output goes to a file.</summary>
internal sealed class TestProgram : IDisposable
{
    private readonly Process process;
    private readonly Task copying;
    private readonly ProgramOutput output;
    private readonly TimeSpan grace;

    private TestProgram(Process process, ProgramOutput output, TimeSpan grace)
    {
        this.process = process;
        this.output = output;
        this.grace = grace;
        copying = output.CopyAsync(process.StandardOutput.BaseStream, process.StandardError.BaseStream);
    }

    /// <summary>Starts one.</summary>
    /// <param name="assembly">What to run.</param>
    /// <param name="arguments">xUnit's arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="output">Gets what it prints. Disposed with the program.</param>
    /// <param name="grace">How long it may take to end by itself after it was asked to; 15 seconds by default.</param>
    /// <exception cref="MatrixException">It cannot be started.</exception>
    public static TestProgram Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, ProgramOutput output, TimeSpan? grace = null)
    {
        var start = new ProcessStartInfo(Dotnet.Path, [assembly, .. Quiet, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            return new TestProgram(process, output, grace ?? TimeSpan.FromSeconds(15));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new MatrixException($"{Dotnet.Path} cannot be started to run {assembly}: {e.Message} The SDK is to be had at https://dot.net/download.", e);
        }
    }

    /// <summary>Waits for its end. When cancelled, it is asked to end, and made to when it does not.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Signal.Interrupt(process);
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        await copying;
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Dispose();
        output.Dispose();
    }

    // It ends with this process even when that is killed.
    private static IEnumerable<string> Quiet { get; } =
        ["--no-ansi", "--progress", "off", "--exit-on-process-exit", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)];
}
