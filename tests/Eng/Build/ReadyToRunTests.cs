using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

public sealed class ReadyToRunTests : IDisposable
{
    private readonly ThrowawayFolder folder = new();

    [Fact]
    public async Task Without_the_compiler_the_packages_are_used_as_they_are_and_that_is_said_once()
    {
        folder.WriteBackend("Sqlite");
        folder.Write("Shared/Behaviours/Arithmetic.cs", ThrowawaySource.PassingBehaviour);

        var first = await BuildAsync();
        var second = await BuildAsync("--no-restore");

        first.Ended(0, "is not to be had, so tests start slower", "to try again");
        second.Ended(0);
        Assert.DoesNotContain("is not to be had", second.Output, StringComparison.Ordinal);
        (await FinishedProcess.OfAsync(folder.PathOf("artifacts", "bin", "Sqlite", ThrowawayFolder.Configuration.ToLowerInvariant(), OperatingSystem.IsWindows() ? "Sqlite.exe" : "Sqlite"), folder.Path, []))
            .Ended(0, "succeeded: 1");
    }

    public void Dispose() => folder.Dispose();

    private Task<FinishedProcess> BuildAsync(params string[] arguments) => folder.DotnetAsync(
        ["build", "Sqlite", "-p:MatrixReadyToRun=true", $"-p:_R2RCompiler={folder.PathOf("no-such-compiler")}", $"-p:_R2RCache={folder.PathOf("cache")}{Path.DirectorySeparatorChar}", .. arguments]);
}
