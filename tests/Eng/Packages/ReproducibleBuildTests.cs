using System.IO.Compression;
using System.Text;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>What is packed depends on the sources alone, and says where they are.</summary>
public sealed class ReproducibleBuildTests : IDisposable
{
    private readonly TemporaryFolder first = new(), second = new();

    [Fact]
    public async Task The_same_sources_make_the_same_assembly_wherever_they_lie_and_link_to_themselves()
    {
        var (one, another) = (await PackAsync(first), await PackAsync(second));

        Assert.Equal(Entry(one, ".nupkg", "lib/net10.0/Matrix.Harness.dll"), Entry(another, ".nupkg", "lib/net10.0/Matrix.Harness.dll"));
        var symbols = Encoding.UTF8.GetString(Entry(one, ".snupkg", "lib/net10.0/Matrix.Harness.pdb"));
        Assert.Contains("https://raw.githubusercontent.com/acme/matrix/", symbols, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Path, symbols, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    // A copy with a remote as a clone of GitHub's has it.
    private static async Task<string> PackAsync(TemporaryFolder folder)
    {
        var copy = folder.PathOf("matrix");
        await GitAsync(folder.Path, "clone", "--quiet", "--no-hardlinks", Repository.Root, copy);
        await GitAsync(copy, "remote", "set-url", "origin", "https://github.com/acme/matrix.git");
        (await FinishedProcess.OfAsync("dotnet", copy, ["pack", "eng/Harness", "--output", folder.PathOf("packed"), "-v", "q"])).Ended(0);
        return folder.PathOf("packed", "Matrix.Harness.0.1.0");
    }

    private static async Task GitAsync(string folder, params string[] arguments) => (await FinishedProcess.OfAsync("git", folder, arguments)).Ended(0);

    private static byte[] Entry(string package, string kind, string name)
    {
        using var zip = ZipFile.OpenRead(package + kind);
        using var stream = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
