using Matrix.Cli;
using Matrix.Harness.Results;
using Matrix.Harness.Targets;

namespace Matrix.Tests.Eng.Cli.Toy;

/// <summary>A working copy with two small backends, whose test programs do what a script beside their results says.</summary>
internal sealed class ToyWorkingCopy : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <MatrixBackend>$Name$</MatrixBackend>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    private readonly TemporaryFolder folder = new();

    public ToyWorkingCopy()
    {
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        folder.Write("eng/targets.json", """
            { "targets": [
              { "name": "tern@1", "backend": "tern", "engine": "tern", "version": "1", "image": "tern:1", "default": true },
              { "name": "tern@2", "backend": "tern", "engine": "tern", "version": "2", "image": "tern:2" },
              { "name": "gull", "backend": "gull", "engine": "gull", "default": true } ] }
            """);
        foreach (var name in (string[])["Gull", "Tern"])
        {
            folder.Write($"tests/{name}/Toy.{name}.csproj", Project.Replace("$Name$", name, StringComparison.Ordinal));
            folder.Write($"tests/{name}/Program.cs", File.ReadAllText(Eng.Repository.PathOf("tests", "Eng", "Cli", "Toy", "ToyProgram.txt")));
        }

        folder.Write("tests/Shared/Behaviours/Crud.cs", "");
        Repository = new(folder.Path);
        Targets = TargetList.Read(Repository.TargetsFile);
    }

    public Matrix.Cli.Repository Repository { get; }

    public TargetList Targets { get; }

    public string Results => folder.PathOf("out");

    public string PathOf(params string[] parts) => folder.PathOf(parts);

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Says what a target's test program is to write, and how it is to end: an exit code, <c>crash</c> or <c>wait</c>.</summary>
    public void Script(string target, string end, params ResultEvent[] lines) => ScriptIn("out", target, end, lines);

    /// <summary>The same for a run with another results folder.</summary>
    public void ScriptIn(string results, string target, string end, params ResultEvent[] lines)
    {
        using (var file = new ResultsFile(folder.PathOf(results, target + ".lines")))
        {
            foreach (var line in lines)
                file.Append(line);
        }

        folder.Write($"{results}/{target}.end", end);
    }

    public Target Target(string name) => Targets.All.Single(t => t.Name == name);

    public BackendProject ProjectOf(string backend) => Repository.ProjectOf(backend);

    public void Dispose() => folder.Dispose();
}
