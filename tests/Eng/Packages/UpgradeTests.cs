using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>From one version of the packages to the next, by the one line that names it.</summary>
public sealed class UpgradeTests(PackagedMatrix packaged)
{
    /// <summary>The versions whose files are kept here: what a run of the sample left, and its ledger.</summary>
    public static TheoryData<string> Recorded => [.. Directory.EnumerateDirectories(Repository.PathOf("tests", "Eng", "Packages", "Recorded")).Select(d => Path.GetFileName(d)!)];

    [Theory, MemberData(nameof(Recorded))]
    public async Task Files_of_every_version_are_read(string version)
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite")).Ended(0);
        foreach (var file in (string[])["results.json", "sqlite.jsonl"])
            folder.Copy($"Recorded/{version}/{file}", $"old/{file}");
        folder.Copy($"Recorded/{version}/Customers.differences.json", "tests/Shared/Behaviours/Customers.differences.json");

        (await folder.RunAsync("report", "old", "--results", "again")).Ended(0, "2 pass, 1 known difference");
        (await folder.RunAsync("--backend", "sqlite", "--results", "now")).Ended(0, "2 pass, 1 known difference");
        (await folder.RunAsync("diff", "old", "now")).Ended(0);
    }

    [Fact]
    public async Task Ledger_and_results_stay_readable()
    {
        await packaged.PackLaterAsync();
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite")).Ended(0);
        (await folder.RunAsync("--backend", "sqlite", "--results", "before")).Ended(0);
        var ledger = File.ReadAllBytes(folder.PathOf("tests", "Shared", "Behaviours", "Customers.differences.json"));

        folder.Replace("eng/Matrix.Packages.props", PackagedMatrix.Version, PackagedMatrix.LaterVersion);

        (await folder.RunAsync("--backend", "sqlite", "--results", "after")).Ended(0, "2 pass, 1 known difference");
        Assert.True(Directory.Exists(folder.PathOf("artifacts", "tools", $"matrix-{PackagedMatrix.LaterVersion}")));
        (await folder.RunAsync("diff", "before", "after")).Ended(0);
        (await folder.RunAsync("report", "before", "--results", "again")).Ended(0, "2 pass, 1 known difference");
        Assert.Equal(ledger, File.ReadAllBytes(folder.PathOf("tests", "Shared", "Behaviours", "Customers.differences.json")));
    }
}
