using System.Globalization;
using Matrix.Cli.Building;
using Matrix.Cli.CommandLine;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;

namespace Matrix.Cli.Doctor;

/// <summary>Looks at what every run needs of a machine.</summary>
internal static class ThisMachine
{
    private const double GiB = 1024 * 1024 * 1024;
    private const double Enough = 2 * GiB;

    /// <summary>Looks at the SDK, the container engine, memory and disk.</summary>
    public static async Task<IReadOnlyList<Finding>> LookAsync(Repository repository, ContainerSource containers, CancellationToken cancellationToken)
    {
        // What it says is of the last collection.
        GC.Collect(0);
        var memory = GC.GetGCMemoryInfo();
        return
        [
            await SdkAsync(repository, cancellationToken),
            await EngineAsync(containers, cancellationToken),
            Room("memory", memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes, memory.TotalAvailableMemoryBytes, "End programs that you do not need, or run fewer targets at once."),
            Room("disk", new DriveInfo(repository.Root).AvailableFreeSpace, new DriveInfo(repository.Root).TotalSize, $"Make room: {Spelling.Of("down")} removes what runs left, and artifacts/ is rebuilt when it is deleted."),
        ];
    }

    /// <summary>Judges how much there is of something.</summary>
    public static Finding Room(string name, double free, double total, string remedy) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{free / GiB:0.0} GiB free of {total / GiB:0.0}"), free < Enough ? remedy : null);

    private static async Task<Finding> SdkAsync(Repository repository, CancellationToken cancellationToken)
    {
        var (exitCode, said) = await Dotnet.RunAsync(["--version"], repository.Root, [], cancellationToken);
        return exitCode == 0
            ? new(".NET SDK", said.Trim())
            : new(".NET SDK", "none that global.json accepts", "Install the .NET 10 SDK: https://dot.net/download");
    }

    private static async Task<Finding> EngineAsync(ContainerSource containers, CancellationToken cancellationToken)
    {
        try
        {
            return new("container engine", await containers.DescribeEngineAsync(cancellationToken));
        }
        catch (SourceUnavailableException e)
        {
            return new("container engine", e.Said, e.Remedy);
        }
    }
}
