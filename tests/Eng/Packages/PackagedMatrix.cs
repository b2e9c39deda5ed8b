using Matrix.Tests.Eng.Packages;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

[assembly: AssemblyFixture(typeof(PackagedMatrix))]

namespace Matrix.Tests.Eng.Packages;

/// <summary>The packages as this working copy makes them, and a user who has nothing else of Matrix.</summary>
public sealed class PackagedMatrix : IDisposable
{
    // Versions that nobody has from elsewhere, and that are found without asking for a preview.
    public const string Version = "0.1.990", LaterVersion = "0.2.990";

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task> installed;
    private readonly Lazy<Task> later;

    public PackagedMatrix()
    {
        installed = new(InstallAsync);
        later = new(() => PackAsync(LaterVersion));
    }

    /// <summary>Where the packages lie.</summary>
    public string Source => folder.PathOf("source");

    /// <summary>Packs as a later version, too.</summary>
    public Task PackLaterAsync() => later.Value;

    /// <summary>Packs, and installs the templates.</summary>
    public Task ReadyAsync() => installed.Value;

    /// <summary>A folder of this user's, outside of the working copy.</summary>
    internal async Task<UserFolder> NewFolderAsync()
    {
        await installed.Value;
        return new UserFolder(Source, Environment);
    }

    public void Dispose() => folder.Dispose();

    // What this machine has of other packages serves; what is Matrix's goes into folders of its own.
    private Dictionary<string, string> Environment => new()
    {
        ["DOTNET_CLI_HOME"] = folder.PathOf("home"),
        ["NUGET_PACKAGES"] = folder.PathOf("packages"),
        ["NUGET_FALLBACK_PACKAGES"] = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ["DOTNET_NOLOGO"] = "true",
        ["MatrixReadyToRun"] = "false",
    };

    private async Task InstallAsync()
    {
        await PackAsync(Version);
        var template = folder.PathOf("source", $"Matrix.Templates.{Version}.nupkg");
        (await FinishedProcess.OfAsync("dotnet", folder.Path, ["new", "install", template], Environment)).Ended(0);
    }

    // Of what was built for these tests: nothing is built again.
    private async Task PackAsync(string version)
    {
        var packed = folder.PathOf("packed", version);
        (await FinishedProcess.OfAsync(
            "dotnet", Repository.Root, ["pack", "Matrix.sln", "--no-build", "-c", ThrowawayFolder.Configuration, $"-p:PackageVersion={version}", "-o", packed, "-v", "q"])).Ended(0);
        // Others look into the source meanwhile, and must meet no half of a package.
        Directory.CreateDirectory(Source);
        foreach (var file in Directory.EnumerateFiles(packed))
            File.Move(file, Path.Combine(Source, Path.GetFileName(file)));
    }
}
