using Matrix.Cli;
using Matrix.Cli.Building;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Building;

public sealed class CompilerCallTests(CompilerCallTests.Built built) : IClassFixture<CompilerCallTests.Built>
{
    [Fact]
    public async Task Repeating_it_compiles_what_the_sources_say_now()
    {
        built.Say("Console.Write(Words.Blank().Replace(\"said anew\", \"+\"));");

        Assert.Equal((0, ""), await RepeatAsync());
        Assert.Equal((0, "said+anew"), await Dotnet.RunAsync([built.Project.Assembly], built.Folder.Path, [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_compiler_complains_of_is_told_and_the_program_stays_as_it_was()
    {
        built.Say("Console.Write(Undeclared);");
        var before = File.ReadAllBytes(built.Project.Assembly);

        var (exitCode, output) = await RepeatAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("Program.cs(1,15): error CS0103", output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(built.Project.Assembly));
    }

    [Fact]
    public void Analysers_are_left_out_and_generators_that_find_something_are_not()
    {
        var recorded = File.ReadAllText(built.Project.Compilation);
        var repeated = File.ReadAllText(built.Project.Compilation + ".rsp");

        Assert.Contains("NetAnalyzers.dll", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("NetAnalyzers.dll", repeated, StringComparison.Ordinal);
        Assert.Contains("System.Text.RegularExpressions.Generator.dll", repeated, StringComparison.Ordinal);
        Assert.Contains("LibraryImportGenerator.dll", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("LibraryImportGenerator.dll", repeated, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_other_programs_would_be_built_with_is_left_to_the_build()
    {
        Assert.Matches("/doc:.*\n(.*\n)*/refout:", File.ReadAllText(built.Project.Compilation));
        Assert.DoesNotMatch("(?m)^/(doc|refout):", File.ReadAllText(built.Project.Compilation + ".rsp"));
    }

    [Fact]
    public void There_is_none_where_nothing_was_recorded() =>
        Assert.Null(CompilerCall.Of(new BackendProject(new Matrix.Cli.Repository(built.Folder.Path), built.Folder.PathOf("Other.csproj"))));

    private Task<(int ExitCode, string Output)> RepeatAsync() => CompilerCall.Of(built.Project)!.RepeatAsync(built.Project, TestContext.Current.CancellationToken);

    /// <summary>A program of one source, in a folder whose name has a blank, built once by MSBuild and once more by the compiler alone.</summary>
    public sealed class Built : IAsyncLifetime
    {
        public Built()
        {
            Folder.Write("a b/Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
            Folder.Write("a b/Directory.Build.targets", $"<Project><Import Project=\"{Eng.Repository.PathOf("eng", "RecordCompilation.targets")}\" /></Project>");
            Folder.Write("a b/tests/Words/Words.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <RunAnalyzers>false</RunAnalyzers>
                    <GenerateDocumentationFile>true</GenerateDocumentationFile>
                  </PropertyGroup>
                </Project>
                """);
            Project = new(new(Folder.PathOf("a b")), Folder.PathOf("a b", "tests", "Words", "Words.csproj"));
            Say("Console.Write(0);");
        }

        internal TemporaryFolder Folder { get; } = new();

        internal BackendProject Project { get; }

        public async ValueTask InitializeAsync()
        {
            Assert.Null(await new BackendBuild(new(Folder.PathOf("a b")), Console.WriteLine).BuildAsync(Project, CancellationToken.None));
            Assert.Equal((0, ""), await CompilerCall.Of(Project)!.RepeatAsync(Project, CancellationToken.None));
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return default;
        }

        internal void Say(string statement) => Folder.Write("a b/tests/Words/Program.cs", statement + """

            internal static partial class Words
            {
                [System.Text.RegularExpressions.GeneratedRegex(" ")]
                public static partial System.Text.RegularExpressions.Regex Blank();
            }
            """);
    }
}
