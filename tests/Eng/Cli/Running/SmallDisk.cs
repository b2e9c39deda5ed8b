using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>A folder on a disk of its own that is soon full. Gone when disposed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    /// <summary>Mounts one, where this account may.</summary>
    /// <param name="kilobytes">How much it holds.</param>
    public static async Task<SmallDisk> MountAsync(int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount a disk, on Linux.");
        var disk = new SmallDisk();
        var mounted = await FinishedProcess.OfAsync("mount", "/", ["-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", disk.Path]);
        if (mounted.ExitCode == 0)
            return disk;
        disk.folder.Dispose();
        Assert.Skip($"No disk can be mounted here: {mounted.Output}");
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        (await FinishedProcess.OfAsync("umount", "/", [Path])).Ended(0);
        folder.Dispose();
    }
}
