using System.Diagnostics;
using System.Globalization;

namespace Matrix.Harness.Servers.Local;

/// <summary>A local server's process.</summary>
internal static class ServerProcess
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    // In a session of its own, so that Ctrl+C in the terminal ends the run and not its server, which the run ends itself.
    // Its output goes to a file: a pipe would end with the run, and a kept server outlives it.
    private const string Launch =
        """
        log=$1; shift
        if command -v setsid > /dev/null; then setsid "$@" > "$log" 2>&1 < /dev/null &
        else set -m 2> /dev/null; "$@" > "$log" 2>&1 < /dev/null & fi
        echo $!
        """;

    /// <summary>Starts a server, and notes its process in its folder.</summary>
    public static async Task<ProcessStamp> StartAsync(WorkFolder folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var id = OperatingSystem.IsWindows()
            ? StartOnWindows(folder, command)
            : int.Parse(await Command.MustAsync(["sh", "-c", Launch, "sh", folder.Log, .. command], "", cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        // One that has ended already is known by its stamp, too: no process starts at zero.
        return folder.Server = ProcessStamp.Of(id) ?? ProcessStamp.Current with { Id = id, Started = 0 };
    }

    /// <summary>Ends a server at once, and waits until it has ended. No matter if it has ended already.</summary>
    public static async Task EndAsync(ProcessStamp server, string signal)
    {
        await SignalAsync(server, signal).ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        while (!server.HasEnded)
        {
            if (Stopwatch.GetElapsedTime(started) > EndsWithin)
                await SignalAsync(server, "KILL").ConfigureAwait(false);
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    private static async Task SignalAsync(ProcessStamp server, string signal)
    {
        if (server.HasEnded)
            return;
        if (OperatingSystem.IsWindows())
        {
            using var process = Process.GetProcessById(server.Id);
            process.Kill(entireProcessTree: true);
        }
        else
        {
            await Command.RunAsync(["kill", $"-{signal}", server.Id.ToString(CultureInfo.InvariantCulture)], "", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static int StartOnWindows(WorkFolder folder, IReadOnlyList<string> command)
    {
        var line = string.Join(' ', command.Select(c => $"\"{c}\""));
        using var process = Process.Start(new ProcessStartInfo("cmd", $"/c \"{line} > \"{folder.Log}\" 2>&1\"") { CreateNoWindow = true })!;
        return process.Id;
    }
}
