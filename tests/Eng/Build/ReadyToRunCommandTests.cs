using System.Reflection.PortableExecutable;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

public sealed class ReadyToRunCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ReadyToRunCommandTests()
    {
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><UseArtifactsOutput>true</UseArtifactsOutput><ArtifactsPath>$(MSBuildThisFileDirectory)artifacts</ArtifactsPath><RunAnalyzers>false</RunAnalyzers></PropertyGroup></Project>");
        folder.Write("Directory.Build.targets", $"""
            <Project>
              <Import Project="{Repository.PathOf("eng", "ReadyToRun.targets")}" Condition="'$(MatrixPrecompiled)' != ''" />
              <Import Project="{Repository.PathOf("eng", "ReadyToRunCommand.targets")}" Condition="'$(MatrixPrecompiled)' != ''" />
            </Project>
            """);
        folder.Write("Letters/Letters.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        folder.Write("Letters/Letters.cs", "public static class Letters { public static string All => \"a to z\"; }");
        folder.Write("Digits/Digits.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        folder.Write("Digits/Digits.cs", "public static class Digits { public static string All => \"0 to 9\"; }");
        folder.Write("Words/Words.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <MatrixPrecompiled>Letters;Numbers</MatrixPrecompiled>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Letters/Letters.csproj" />
                <ProjectReference Include="../Digits/Digits.csproj" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Words/Program.cs", "System.Console.Write(Letters.All + \", \" + Digits.All);");
    }

    [Fact]
    public async Task A_command_and_what_it_names_are_precompiled_where_it_is_run_from_and_nowhere_else()
    {
        (await BuildAsync()).Ended(0);
        Assert.SkipWhen(File.Exists(folder.PathOf("cache", "unavailable")), "The package of the compiler is not to be had.");

        (await RunAsync()).Ended(0, "a to z, 0 to 9");
        Assert.True(IsPrecompiled("bin", "Words", "debug", "Words.dll"));
        Assert.True(IsPrecompiled("bin", "Words", "debug", "Letters.dll"));
        Assert.False(IsPrecompiled("bin", "Words", "debug", "Digits.dll"));
        Assert.False(IsPrecompiled("obj", "Words", "debug", "Words.dll"));
        Assert.False(IsPrecompiled("bin", "Letters", "debug", "Letters.dll"));
    }

    [Fact]
    public async Task Without_the_compiler_it_is_used_as_it_is()
    {
        (await BuildAsync($"-p:_R2RCompiler={folder.PathOf("no-such-compiler")}")).Ended(0, "is not to be had");

        (await RunAsync()).Ended(0, "a to z, 0 to 9");
        Assert.False(IsPrecompiled("bin", "Words", "debug", "Words.dll"));
    }

    public void Dispose() => folder.Dispose();

    private Task<FinishedProcess> BuildAsync(params string[] arguments) => FinishedProcess.OfAsync(
        "dotnet", folder.Path, ["build", "Words", "--configuration", "Debug", $"-p:_R2RCache={folder.PathOf("cache")}{Path.DirectorySeparatorChar}", .. arguments]);

    private Task<FinishedProcess> RunAsync() => FinishedProcess.OfAsync("dotnet", folder.Path, [folder.PathOf("artifacts", "bin", "Words", "debug", "Words.dll")]);

    private bool IsPrecompiled(params string[] path)
    {
        using var file = new PEReader(File.OpenRead(folder.PathOf(["artifacts", .. path])));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
