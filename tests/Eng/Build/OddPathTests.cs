using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

/// <summary>A checkout may lie anywhere: what means something to MSBuild in a path means nothing there.</summary>
public sealed class OddPathTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <GenerateDocumentationFile>false</GenerateDocumentationFile>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Dapper" />
          </ItemGroup>
        </Project>
        """;

    [Theory]
    [InlineData("o'brien's")]
    [InlineData("ünï code 1")]
    [InlineData("a#b@c+d=e,f")]
    [InlineData("100% (x)")]
    public async Task A_project_builds_and_runs_there(string name)
    {
        using var folder = new TemporaryFolder();
        var root = Directory.CreateDirectory(folder.PathOf(name)).FullName;
        var files = Directory.EnumerateFiles(Repository.Root).Where(f => Path.GetExtension(f) is ".props" or ".targets" || Path.GetFileName(f) == "global.json")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("eng")).Where(f => Path.GetExtension(f) is ".props" or ".targets" or ".proj"));
        foreach (var file in files.Append(Repository.PathOf("LICENSE")))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        folder.Write($"{name}/eng/Odd/Odd.csproj", Project);
        folder.Write($"{name}/eng/Odd/Program.cs", "System.Console.WriteLine(typeof(Dapper.SqlMapper).Name);");

        (await FinishedProcess.OfAsync("dotnet", root, ["build", "eng/Odd", "--configuration", "Release", "--nologo", "-p:RunAnalyzers=false"])).Ended(0);

        (await FinishedProcess.OfAsync("dotnet", root, [Path.Combine(root, "artifacts", "bin", "Odd", "release", "Odd.dll")])).Ended(0, "SqlMapper");
    }
}
