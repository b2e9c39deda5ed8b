using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>What a package holds beside its assembly.</summary>
public sealed class PackageContentTests(PackagedMatrix packaged)
{
    public static TheoryData<string, bool> Packages => new()
    {
        { "Matrix.Harness", true }, { "Matrix.Harness.Xunit", true }, { "Matrix.Harness.Sqlite", true }, { "Matrix.Harness.Postgres", true },
        { "Matrix.Harness.MySql", true }, { "Matrix.Harness.Containers", true }, { "Matrix.Harness.EntityFrameworkCore", false },
        { "Matrix.Cli", false }, { "Matrix.Templates", false },
    };

    [Theory, MemberData(nameof(Packages))]
    public async Task It_has_readme_licence_and_docs(string id, bool isLibrary)
    {
        await packaged.ReadyAsync();
        using var package = await ZipFile.OpenReadAsync(Path.Combine(packaged.Source, $"{id}.{PackagedMatrix.Version}.nupkg"), TestContext.Current.CancellationToken);
        var files = package.Entries.Select(e => e.FullName).ToList();
        var metadata = XDocument.Load(await package.Entries.Single(e => e.Name.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync(TestContext.Current.CancellationToken)).Root!.Elements().Single();

        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
        Assert.Equal(("MIT", "README.md"), (Of("license"), Of("readme")));
        Assert.NotEqual("Package Description", Of("description"));
        if (isLibrary)
            Assert.Contains($"lib/net10.0/{id}.xml", files);
        Assert.Equal(isLibrary || id == "Matrix.Cli", File.Exists(Path.Combine(packaged.Source, $"{id}.{PackagedMatrix.Version}.snupkg")));

        string Of(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
    }

    [Fact]
    public async Task Every_package_is_known_here()
    {
        await packaged.ReadyAsync();

        Assert.Equal(
            Packages.Select(p => $"{p.Data.Item1}.{PackagedMatrix.Version}.nupkg").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(packaged.Source, $"*.{PackagedMatrix.Version}.nupkg").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }
}
