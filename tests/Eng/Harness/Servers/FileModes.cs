using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

internal static class FileModes
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>On Windows there are no modes: a user's own folders are closed to others as they are.</summary>
    public static void AreClosedToOthers(params string[] paths) =>
        Assert.All(paths, path => Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0, path));
}
