using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Matrix.Cli.Running;

/// <summary>Asks another process to end in good order.</summary>
internal static partial class Signal
{
    private const int Sigint = 2;

    /// <summary>Sends SIGINT. On Windows there is no need: Ctrl+C reaches every process of the console.</summary>
    public static void Interrupt(Process process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process.Id, Sigint);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
