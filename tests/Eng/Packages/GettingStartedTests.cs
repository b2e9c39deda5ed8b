using Matrix.Harness.Containers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>Every command of the page, one after the other, as a newcomer types them.</summary>
public sealed class GettingStartedTests(PackagedMatrix packaged)
{
    private const string NotRun = "<!-- not run -->";

    private static readonly string[] Images = ["postgres:18", "mysql:9.7", "mariadb:11.8"];

    [Fact]
    public async Task Its_commands_do_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page's commands are for a POSIX shell.");
        foreach (var image in Images)
            (await Machine.ImageAsync(image)).Dispose();
        using var folder = await packaged.NewFolderAsync();
        var state = folder.PathOf("state");
        folder.Write("commands.sh", string.Join('\n', ["set -e", .. Commands(await File.ReadAllTextAsync(Repository.PathOf("docs", "getting-started.md"), TestContext.Current.CancellationToken))]));
        try
        {
            (await folder.ShellAsync("commands.sh", [new("XDG_STATE_HOME", state), new("DOTNET_CLI_HOME", folder.PathOf("home"))])).Ended(
                0, "2 pass, 1 known difference", "Expected: \"Holland\"", "exit code 1", "Names_are_sorted_without_regard_to_case", "Acme.Tests.Sqlite.dll", "Shop.Tests.Sqlite.dll", "is seeded: 1 table");
        }
        finally
        {
            foreach (var up in new KeptServers(Path.Combine(state, "matrix", "up", "matrix", "servers")).All().Values)
                await new ContainerSource().RemoveAsync(up);
        }
    }

    [Fact]
    public void A_block_is_left_out_where_the_page_says_so() =>
        Assert.Equal(["a\n", "c\n"], Commands($"```sh\na\n```\n{NotRun}\n```sh\nb\n```\n```\nnot sh\n```\n```sh\nc\n```\n"));

    private static IEnumerable<string> Commands(string page)
    {
        var at = 0;
        while (page.IndexOf("```sh\n", at, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = page.IndexOf("```", start + 3, StringComparison.Ordinal);
            if (!page[..start].TrimEnd().EndsWith(NotRun, StringComparison.Ordinal))
                yield return page[(start + "```sh\n".Length)..end];
            at = end + 3;
        }
    }
}
