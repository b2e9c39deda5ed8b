using Xunit;

namespace Matrix.Tests.Eng.Build;

public sealed class SolutionTests
{
    [Fact]
    public void Every_project_of_the_repository_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("Matrix.sln")).Replace('\\', '/');

        var missing = ProjectFiles().Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> ProjectFiles()
    {
        var found = new[] { "eng", "tests" }
            .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.csproj", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'))
            // What a template makes is in the solution of whoever it is made for.
            .Where(p => !p.StartsWith("eng/Templates/content/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(found);
        return found;
    }
}
