using System.Diagnostics;
using System.Globalization;

namespace Matrix.Harness.Servers;

/// <summary>Whose something is: a process, told apart from a later one with the same id, on one machine.</summary>
/// <remarks>Written on whatever a run leaves outside its process, so that a later run recognises what a killed one left.</remarks>
/// <param name="Machine">The machine, or the container, whose process ids these are; and the user.</param>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it started, in the units of its operating system.</param>
public sealed record ProcessStamp(string Machine, int Id, long Started)
{
    // Before what is made of it.
    private static string Here { get; } = $"{Environment.MachineName}+{Environment.UserName}".Replace('/', '_');

    /// <summary>This process.</summary>
    public static ProcessStamp Current { get; } = Of(Environment.ProcessId)!;

    /// <summary>The stamp of a running process of this machine.</summary>
    /// <returns><see langword="null"/> when there is none with that id.</returns>
    public static ProcessStamp? Of(int id) => StartOf(id) is { } started ? new(Here, id, started) : null;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns><see langword="null"/> for any other text.</returns>
    public static ProcessStamp? Parse(string? text) => text?.Split('/') is [var machine, var id, var started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new(machine, number, time)
            : null;

    /// <summary>Whether it is known to have ended: a process of this machine and user that runs no more.</summary>
    public bool HasEnded => IsHere && StartOf(Id) != Started;

    /// <summary>Whether it is, or was, a process of this machine and user.</summary>
    public bool IsHere => Machine == Here;

    /// <summary><c>machine+user/id/started</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{Id}/{Started}");

    private static long? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return LinuxStartOf(id);
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Process.StartTime is reckoned from the boot time there, and is not the same in every process that asks.
    private static long? LinuxStartOf(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        // A zombie has ended, and waits only for its parent to notice.
        return afterName[0] is "Z" or "X" ? null : long.Parse(afterName[19], CultureInfo.InvariantCulture);
    }
}
