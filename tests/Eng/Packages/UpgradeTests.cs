using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>From one version of the packages to the next, by the one line that names it.</summary>
public sealed class UpgradeTests(PackagedMatrix packaged)
{
    [Fact]
    public async Task Ledger_and_results_stay_readable()
    {
        await packaged.PackLaterAsync();
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite")).Ended(0);
        (await folder.RunAsync("--backend", "sqlite", "--results", "before")).Ended(0);
        var ledger = File.ReadAllBytes(folder.PathOf("tests", "Shared", "Behaviours", "Customers.differences.json"));

        folder.Replace("eng/Matrix.Packages.props", PackagedMatrix.Version, PackagedMatrix.LaterVersion);

        (await folder.RunAsync("--backend", "sqlite", "--results", "after")).Ended(0, "2 pass 1 differ");
        Assert.True(Directory.Exists(folder.PathOf("artifacts", "tools", $"matrix-{PackagedMatrix.LaterVersion}")));
        (await folder.RunAsync("diff", "before", "after")).Ended(0);
        (await folder.RunAsync("report", "before", "--results", "again")).Ended(0, "2 pass 1 differ");
        Assert.Equal(ledger, File.ReadAllBytes(folder.PathOf("tests", "Shared", "Behaviours", "Customers.differences.json")));
    }
}
