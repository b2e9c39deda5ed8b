using System.Diagnostics;
using System.Globalization;

namespace Matrix.Harness.Servers.Local;

/// <summary>A local server's process.</summary>
internal static class ServerProcess
{
    /// <summary>The file in a server's folder that holds its process id; written before the server is there, so that no kill of the run loses it.</summary>
    public const string IdFile = "process";

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    // In a session of its own, so that Ctrl+C in the terminal ends the run and not its server, which the run ends itself.
    // Its output goes to a file: a pipe would end with the run, and a kept server outlives it.
    private const string Launch =
        """
        log=$1 id=$2; shift 2
        set -- sh -c 'echo $$ > "$0"; exec "$@"' "$id" "$@"
        if command -v setsid > /dev/null; then setsid "$@" > "$log" 2>&1 < /dev/null &
        else set -m 2> /dev/null; "$@" > "$log" 2>&1 < /dev/null & fi
        echo $!
        """;

    /// <summary>Starts a server.</summary>
    public static async Task<ProcessStamp> StartAsync(WorkFolder folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var id = OperatingSystem.IsWindows()
            ? await StartOnWindowsAsync(folder, command, cancellationToken).ConfigureAwait(false)
            : await Command.MustAsync(["sh", "-c", Launch, "sh", folder.Log, folder.File(IdFile), .. command], "", cancellationToken).ConfigureAwait(false);
        var number = int.Parse(id, CultureInfo.InvariantCulture);
        // One that has ended already is known by its stamp, too: no process starts at zero.
        return ProcessStamp.Of(number) ?? ProcessStamp.Current with { Id = number, Started = 0 };
    }

    /// <summary>Whether a process is the server of a folder: its command line names it. A folder's own word is not enough to end a process by.</summary>
    public static bool RunsIn(WorkFolder folder, ProcessStamp server)
    {
        if (server.HasEnded)
            return false;
        if (OperatingSystem.IsWindows())
            return Process.GetProcessById(server.Id).ProcessName == "cmd";
        try
        {
            var line = OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{server.Id}/cmdline")
                : Command.RunAsync(["ps", "-o", "args=", "-p", $"{server.Id}"], "", CancellationToken.None).GetAwaiter().GetResult().Output;
            return line.Contains(folder.Path, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
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
            await Command.RunAsync(["kill", $"-{signal}", $"{server.Id}"], "", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<string> StartOnWindowsAsync(WorkFolder folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var line = string.Join(' ', command.Select(c => $"\"{c}\""));
        using var process = Process.Start(new ProcessStartInfo("cmd", $"/c \"{line} > \"{folder.Log}\" 2>&1\"") { CreateNoWindow = true })!;
        await File.WriteAllTextAsync(folder.File(IdFile), $"{process.Id}", cancellationToken).ConfigureAwait(false);
        return $"{process.Id}";
    }
}
