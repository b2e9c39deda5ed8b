using System.Runtime.InteropServices;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Has a closed terminal, and a request to end, do what Ctrl+C does: the run ends in good order, and its server with it.</summary>
internal static partial class ClosedTerminal
{
    private const int Sigint = 2;

    // They last as long as the process.
    private static readonly List<PosixSignalRegistration> Registrations = [];

    public static void Heed()
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGHUP, PosixSignal.SIGTERM])
        {
            Registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = Kill(Environment.ProcessId, Sigint);
            }));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
