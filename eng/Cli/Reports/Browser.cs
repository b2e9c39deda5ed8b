using System.ComponentModel;
using System.Diagnostics;
using Spectre.Console;

namespace Matrix.Cli.Reports;

/// <summary>Opens a page in the browser of whoever sits in front of the terminal.</summary>
internal static class Browser
{
    /// <summary>Opens it, or says that it could not be opened. A run is not red for it.</summary>
    public static void Open(string page, IAnsiConsole console)
    {
        try
        {
            using var started = Process.Start(Command(page));
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            console.WriteLine($"No browser could be started: {e.Message} Open {page} yourself.");
        }
    }

    // What a browser says goes nowhere: it would stand in the run's last lines.
    private static ProcessStartInfo Command(string page) =>
        OperatingSystem.IsWindows() ? new(page) { UseShellExecute = true }
        : new(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [page]) { RedirectStandardOutput = true, RedirectStandardError = true };
}
