using System.Xml.Linq;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>The scripts build the command when its sources are newer; these are all of its sources.</summary>
public sealed class WatchedSourcesTests
{
    [Theory]
    [InlineData("run.sh", "\"$root\"/eng/{0}")]
    [InlineData("run.ps1", "'eng/{0}'")]
    public void Every_project_that_the_command_refers_to_is_watched(string script, string spelling)
    {
        var text = File.ReadAllText(Repository.PathOf("eng", script));

        var projects = ReferencedFrom(Repository.PathOf("eng", "Cli", "Matrix.Cli.csproj")).ToList();

        Assert.Contains(Repository.PathOf("eng", "Harness", "Matrix.Harness.csproj"), projects);
        Assert.All(projects, p => Assert.Contains(string.Format(null, spelling, Path.GetFileName(Path.GetDirectoryName(p))), text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencedFrom(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFullPath(r.Attribute("Include")!.Value, Path.GetDirectoryName(project)!))
            .SelectMany(ReferencedFrom)
            .Prepend(project);
}
