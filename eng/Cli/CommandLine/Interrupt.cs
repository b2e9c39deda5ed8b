using System.Runtime.InteropServices;

namespace Matrix.Cli.CommandLine;

/// <summary>Turns Ctrl+C, a request to end, and a terminal that is closed, into a cancellation that leaves time to print what is known.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public Interrupt()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                // The second time, the usual end.
                context.Cancel = !cancellation.IsCancellationRequested;
                cancellation.Cancel();
            }));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => cancellation.Token;

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        cancellation.Dispose();
    }
}
