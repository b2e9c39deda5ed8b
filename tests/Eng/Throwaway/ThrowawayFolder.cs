namespace Matrix.Tests.Eng.Throwaway;

/// <summary>A folder outside the repository that holds projects built against it, as a user's are. Gone when disposed.</summary>
internal sealed class ThrowawayFolder : IDisposable
{
    public ThrowawayFolder()
    {
        Path = Directory.CreateTempSubdirectory("matrix-throwaway-").FullName;
        Write("Directory.Build.props", $"""
            <Project>
              <Import Project="{Repository.PathOf("tests", "Directory.Build.props")}" />
              <PropertyGroup>
                <ArtifactsPath>$(MSBuildThisFileDirectory)artifacts</ArtifactsPath>
                <MatrixShared>$(MSBuildThisFileDirectory)Shared/</MatrixShared>
                <!-- What it references was built for the tests that build it. -->
                <BuildProjectReferences>false</BuildProjectReferences>
                <MatrixReadyToRun>false</MatrixReadyToRun>
              </PropertyGroup>
            </Project>
            """);
        Write("Directory.Build.targets", $"""
            <Project>
              <Import Project="{Repository.PathOf("Directory.Build.targets")}" />
              <ItemGroup Condition="'$(MatrixBackend)' != ''">
                <ProjectReference Include="{Repository.PathOf("eng", "Harness.Xunit", "Matrix.Harness.Xunit.csproj")}" />
                <PackageReference Include="xunit.v3" />
              </ItemGroup>
            </Project>
            """);
        Write("Directory.Packages.props", $"""<Project><Import Project="{Repository.PathOf("Directory.Packages.props")}" /></Project>""");
        File.Copy(Repository.PathOf("global.json"), PathOf("global.json"));
        Write("eng/targets.json", File.ReadAllText(Repository.PathOf("eng", "targets.json")));
    }

    public string Path { get; }

    /// <summary>The configuration that these tests were built in: what they reference exists in this one.</summary>
    public static string Configuration { get; } =
        System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar)).StartsWith("release", StringComparison.Ordinal) ? "Release" : "Debug";

    public string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Write(string path, string content)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>Writes the project of a backend, with the fixture that starts SQLite whatever the backend is called.</summary>
    public void WriteBackend(string backend)
    {
        Write($"{backend}/{backend}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <MatrixBackend>{backend}</MatrixBackend>
                <RootNamespace>Throwaway.{backend}</RootNamespace>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Repository.PathOf("eng", "Harness.Sqlite", "Matrix.Harness.Sqlite.csproj")}" />
                <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" />
              </ItemGroup>
            </Project>
            """);
        Write($"{backend}/{backend}Fixture.cs", ThrowawaySource.Fixture.Replace("$Backend$", backend, StringComparison.Ordinal));
    }

    public Task<FinishedProcess> DotnetAsync(params string[] arguments) => DotnetAsync([], arguments);

    public Task<FinishedProcess> DotnetAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        FinishedProcess.OfAsync("dotnet", Path, [.. arguments, $"-p:Configuration={Configuration}"], environment);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
