using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

/// <summary>A solution of two backends and tests that belong to none, filtered as README says.</summary>
public sealed class BackendFilterTests : IDisposable
{
    private static readonly Dictionary<string, string> NoServer = new() { ["NO_SERVER"] = "true" };
    private readonly ThrowawayFolder folder = new();

    public BackendFilterTests()
    {
        folder.WriteBackend("Sqlite");
        folder.WriteBackend("Postgres");
        folder.Write("Shared/Behaviours/Arithmetic.cs", ThrowawaySource.PassingBehaviour);
        folder.Write("Other/Other.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="{Repository.PathOf("eng", "Harness.Xunit", "Matrix.Harness.Xunit.csproj")}" />
                <PackageReference Include="xunit.v3" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Other/Subtraction.cs", ThrowawaySource.PassingBehaviour.Replace("Arithmetic", "Subtraction", StringComparison.Ordinal));
        folder.Write("Throwaway.slnx", """
            <Solution>
              <Project Path="Sqlite/Sqlite.csproj" />
              <Project Path="Postgres/Postgres.csproj" />
              <Project Path="Other/Other.csproj" />
            </Solution>
            """);
    }

    [Fact]
    public async Task Only_the_backends_asked_for_run_and_they_must()
    {
        var property = await folder.DotnetAsync("test", "-p:Backend=SQLite");
        property.Ended(0, "total: 1");
        Assert.True(IsBuilt("Sqlite"));
        Assert.False(IsBuilt("Postgres"));
        Assert.False(IsBuilt("Other"));

        var all = await folder.DotnetAsync("test");
        all.Ended(0, "total: 3");

        await TraitAsync(0, "total: 1", "Backend=sqlite");
        // Both run; the second is refused, for its server is SQLite.
        await TraitAsync(2, "total: 2", "Backend=sqlite", "--filter-trait", "Backend=postgres");
        await TraitAsync(8, "total: 0", "Backend=sqlit");
        // The one asked for has no such test, or does not run at all: nothing ran, whatever the others make of it.
        await TraitAsync(8, "total: 0", "Backend=sqlite", "--filter-method", "*Nowhere*");
        await TraitAsync(8, "total: 0", "Backend=postgres", "-p:Backend=sqlite");
        await TraitAsync(8, "total: 0", "Backend=postgres", "--project", "Sqlite");

        // A server that is not to be had is a failure for whoever asked for it by name.
        (await folder.DotnetAsync(NoServer, "test", "--no-build")).Ended(0, "skipped: 2");
        (await folder.DotnetAsync(NoServer, "test", "--no-build", "-p:Backend=sqlite")).Ended(2, "failed: 1", "sqlite cannot be had");
        (await folder.DotnetAsync(NoServer, "test", "--no-build", "--filter-trait", "Backend=sqlite")).Ended(2, "failed: 1", "sqlite cannot be had");
    }

    public void Dispose() => folder.Dispose();

    private async Task TraitAsync(int exitCode, string total, string trait, params string[] more)
    {
        var run = await folder.DotnetAsync(["test", "--no-build", "--filter-trait", trait, .. more]);

        run.Ended(exitCode, total);
    }

    private bool IsBuilt(string project) => Directory.Exists(folder.PathOf("artifacts", "bin", project));
}
