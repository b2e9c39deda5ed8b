using Microsoft.Testing.Platform.Extensions.TestHost;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Makes a process that was ended while tests ran end red, also where a test ended it with the exit code of a success.</summary>
internal sealed class UnfinishedRun() : PlatformExtension("Makes a run that was cut short fail."), ITestHostApplicationLifetime
{
    private const int Aborted = 3;

    public Task BeforeRunAsync(CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit += Fail;
        return Task.CompletedTask;
    }

    public Task AfterRunAsync(int exitCode, CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit -= Fail;
        return Task.CompletedTask;
    }

    private static void Fail(object? sender, EventArgs e)
    {
        if (Environment.ExitCode != 0)
            return;
        Console.Error.WriteLine("Matrix: this test program was ended while tests ran, so the run is not a success. Look for Environment.Exit in what the last test calls.");
        Environment.ExitCode = Aborted;
    }
}
