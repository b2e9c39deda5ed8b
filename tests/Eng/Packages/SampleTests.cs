using System.Text.Json;
using Matrix.Harness.Targets;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary><c>dotnet new matrix</c> in an empty folder.</summary>
public sealed class SampleTests(PackagedMatrix packaged)
{
    [Fact]
    public async Task It_runs_as_it_is_made_by_the_command_and_by_dotnet_test()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme")).Ended(0);

        (await folder.RunAsync("--backend", "sqlite")).Ended(0, "3 tests on sqlite", "2 pass, 1 known difference");
        var tested = await folder.DotnetAsync("test", "-p:Backend=sqlite");
        tested.Ended(0, "total: 3", "succeeded: 3", "Acme.Tests.Sqlite.dll");
        Assert.DoesNotContain("Acme.Tests.Postgres", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expectation_that_is_not_met_is_red_and_accept_writes_what_is()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite")).Ended(0);
        const string ledger = "tests/Shared/Behaviours/Customers.differences.json";
        var written = File.ReadAllText(folder.PathOf(ledger.Split('/')));
        folder.Replace(ledger, "\"sqlite\": 1", "\"sqlite\": 2");

        (await folder.RunAsync("--backend", "sqlite")).Ended(1, "CHANGED Customers.An_address_is_unique_whatever_its_case", "ledger  2", "now     1");
        (await folder.RunAsync("--backend", "sqlite", "--accept")).Ended(0);

        Assert.Equal(Answers(written), Answers(File.ReadAllText(folder.PathOf(ledger.Split('/')))));
        (await folder.RunAsync("dialects")).Ended(0, "docs/DIALECTS.md");
    }

    [Fact]
    public async Task Existing_tests_move_over_as_they_are()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite")).Ended(0);
        folder.Copy("Existing/ExistingTests.txt", "tests/Shared/Behaviours/ExistingTests.cs");

        (await folder.RunAsync("--backend", "sqlite", "--filter", "ExistingTests")).Ended(0, "Green   7 tests on sqlite");
    }

    [Fact]
    public async Task Its_targets_and_versions_are_the_repository_s()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme")).Ended(0);

        Assert.Equal(TargetList.Read(Repository.PathOf("eng", "targets.json")).All, TargetList.Read(folder.PathOf("eng", "targets.json")).All);
        var ours = PackageVersions.In(Repository.PathOf("Directory.Packages.props"));
        var theirs = PackageVersions.In(folder.PathOf("eng", "Matrix.Packages.props"));
        Assert.Contains(theirs, v => ours.Contains(v));
        Assert.DoesNotContain(theirs, v => !v.Id.StartsWith("Matrix.", StringComparison.Ordinal) && !v.OnEf9 && !ours.Contains(v));
    }

    [Fact]
    public async Task A_name_that_is_no_namespace_will_do()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "my-app", "--backends", "sqlite")).Ended(0);

        (await folder.RunAsync("--backend", "sqlite")).Ended(0, "2 pass, 1 known difference");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mysql")]
    [InlineData("sqlite,postgres")]
    [InlineData("sqlite,mysql")]
    [InlineData("postgres,mysql")]
    public async Task It_has_the_backends_that_were_asked_for(string backends)
    {
        using var folder = await packaged.NewFolderAsync();

        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", backends)).Ended(0);

        var projects = Directory.EnumerateFiles(folder.PathOf("tests"), "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileName(Path.GetDirectoryName(p)!).ToLowerInvariant());
        Assert.Equal(backends.Split(',').Order(), projects.Order());
        Assert.Equal(backends.Split(',').Order(), TargetList.Read(folder.PathOf("eng", "targets.json")).All.Select(t => t.Backend).Distinct().Order());
        using var file = JsonDocument.Parse(File.ReadAllText(folder.PathOf("eng", "targets.json")));
    }

    [Fact]
    public async Task A_backend_that_there_is_not_is_told()
    {
        using var folder = await packaged.NewFolderAsync();

        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--backends", "sqlite,oracle")).Ended(0, "There are sqlite, postgres and mysql");
    }

    private static string Answers(string ledger) => JsonDocument.Parse(ledger).RootElement.EnumerateObject().Single().Value.GetProperty("observations").GetRawText();
}
