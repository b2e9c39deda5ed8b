using Matrix.Cli;
using Matrix.Cli.Building;
using Xunit;
using Copy = Matrix.Cli.Repository;

namespace Matrix.Tests.Eng.Cli.Building;

public sealed class BuildStampTests : IDisposable
{
    private static readonly BuildInputs Inputs = new("all", "outline", "frame");

    private readonly TemporaryFolder folder = new();
    private readonly BackendProject project;
    private readonly BuildStamp stamp;

    public BuildStampTests()
    {
        var repository = new Copy(folder.Path);
        project = new(repository, folder.Write("tests/Gull/Gull.csproj", "<Project />"));
        stamp = new(repository, project);
        folder.Write("artifacts/bin/Gull/debug/Gull.dll", "program");
        folder.Write("packages/beak/1.0.0/beak.dll", "package");
        folder.Write("artifacts/obj/Gull/project.assets.json", $$"""
            {
              "libraries": { "Beak/1.0.0": { "type": "package", "path": "beak/1.0.0" }, "Nest/1.0.0": { "type": "project", "path": "../Nest/Nest.csproj" } },
              "packageFolders": { "{{folder.PathOf("elsewhere").Replace('\\', '/')}}/": {}, "{{folder.PathOf("packages").Replace('\\', '/')}}/": {} }
            }
            """);
        stamp.Remember(Inputs);
    }

    [Fact]
    public void What_was_built_of_the_same_is_current()
    {
        Assert.True(stamp.IsCurrent(Inputs));
        Assert.True(stamp.IsFrameCurrent(Inputs with { All = "edited" }));
        Assert.False(stamp.IsCurrent(Inputs with { All = "edited" }));
    }

    [Fact]
    public void Packages_that_were_cleared_away_must_be_restored()
    {
        Directory.Delete(folder.PathOf("packages"), recursive: true);

        Assert.False(stamp.IsFrameCurrent(Inputs));
        Assert.False(stamp.IsOutlineCurrent(Inputs));
    }

    public void Dispose() => folder.Dispose();
}
