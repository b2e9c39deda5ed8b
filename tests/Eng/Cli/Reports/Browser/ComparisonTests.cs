using Matrix.Cli.Merging;
using Matrix.Cli.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Reports.Browser;

/// <summary>What a person asks of the page: two targets against each other, an address to share, a way back.</summary>
public sealed class ComparisonTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Two_targets_are_compared_where_they_differ_with_what_matters_most_first()
    {
        await using var report = await OpenAsync(Kinds());

        await CompareAsync(report);

        Assert.Equal(["Refused by one of them1 behaviour", "Another answer1 behaviour", "The same, spelled otherwise2 behaviours"], await report.Page.Locator("#grid .subject").AllTextContentsAsync());
        Assert.Equal("1 refused · 1 other answer · 2 other spelling", await report.Page.Locator("#compared").TextContentAsync());
        Assert.Equal(["Behaviour", "sqlite", "mysql@9.7"], await report.Page.Locator("#grid [role=columnheader]").AllTextContentsAsync());
    }

    [Fact]
    public async Task A_comparison_can_be_taken_along_as_Markdown_and_CSV()
    {
        await using var report = await OpenAsync(Kinds());
        await CompareAsync(report);

        Assert.Equal("\"Difference\",\"Subject\",\"Behaviour\",\"sqlite\",\"mysql@9.7\"", (await DownloadAsync(report, "#csv"))[0]);
        Assert.Contains("\"refused\",\"Text\",\"Refuses\",\"it: 1\",\"it: error Syntax 42000\"", await DownloadAsync(report, "#csv"));
        Assert.Contains("| other answer | Text | Answers | it: 1 | it: 2 |", await DownloadAsync(report, "#markdown"));
    }

    [Fact]
    public async Task A_comparison_and_the_filters_are_in_an_address_that_can_be_shared()
    {
        var file = Write(Kinds());
        await using var report = await chromium.OpenAsync(file);
        await CompareAsync(report);
        await report.Page.FillAsync("#text", "answers");
        var address = report.Page.Url;

        await report.Page.GotoAsync("about:blank");
        await report.Page.GotoAsync(address);

        Assert.EndsWith("#q=answers&a=sqlite&b=mysql@9.7", address, StringComparison.Ordinal);
        Assert.Equal("1 other answer", await report.Page.Locator("#compared").TextContentAsync());
        Assert.Equal("answers", await report.Page.InputValueAsync("#text"));
    }

    [Fact]
    public async Task Back_closes_a_behaviour_and_leaves_the_filters()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());
        await report.Page.FillAsync("#text", "equality");
        await report.Cell("Equality ignores case", "sqlite").ClickAsync();
        Assert.True(await report.Details.IsVisibleAsync());

        await report.Page.GoBackAsync();

        await Assertions.Expect(report.Details).Not.ToBeVisibleAsync();
        Assert.Equal("1 of 6", await report.CountAsync());
        Assert.EndsWith("#q=equality", report.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ignores equality", "1 of 6")]
    [InlineData("collations @p1='A' equality", "1 of 6")]
    [InlineData("equality nowhere", "0 of 6")]
    public async Task Words_are_looked_for_in_any_order(string words, string count)
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Page.FillAsync("#text", words);

        Assert.Equal(count, await report.CountAsync());
    }

    [Fact]
    public async Task Nothing_that_is_put_into_the_page_later_runs()
    {
        var file = Write(SampleResults.Green());
        File.AppendAllText(file, "<script>window.ran = true</script><base href=\"https://example.org/\"><img src=\"data:,\" onerror=\"window.ran = true\">");

        await using var report = await chromium.OpenAsync(file);

        Assert.False(await report.Page.EvaluateAsync<bool>("() => window.ran === true"));
        Assert.StartsWith("file:", await report.Page.EvaluateAsync<string>("() => document.baseURI"), StringComparison.Ordinal);
        Assert.True(report.Refused() >= 2);
        Assert.DoesNotContain("unsafe", await report.Page.Locator("meta[http-equiv]").GetAttributeAsync("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Green_is_not_said_of_a_target_that_did_not_run()
    {
        await using var report = await OpenAsync(SampleResults.Merge(
            Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Inserts")),
            Ran.On(Ran.Postgres17, Ran.Started(Ran.Postgres17), new Matrix.Harness.Results.ServerMissing("No engine answers.\nStart Docker.", Lost: false), Ran.Ended) with { Required = false }));

        Assert.Equal("✓Green, 1 target not run", await report.Page.Locator("h1").TextContentAsync());
        Assert.Equal("No engine answers.", await report.Page.Locator("#red-list summary").TextContentAsync());
    }

    [Fact]
    public async Task The_harness_s_own_statements_are_folded()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Cell("Equality ignores case", "mysql@9.7").ClickAsync();

        var sql = report.Details.Locator(".column.asked .sql");
        Assert.Equal("1 statement", await sql.Locator("h4").TextContentAsync());
        Assert.Equal("1 of the test harness", await sql.Locator("summary").TextContentAsync());
        Assert.False(await sql.GetByText("SAVEPOINT question").IsVisibleAsync());
    }

    [Fact]
    public async Task A_failure_has_its_place_and_its_stack()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Cell("Inserts", "postgres@18").ClickAsync();

        Assert.Equal("tests/Shared/Behaviours/Crud.cs:12", await report.Details.Locator(".source").TextContentAsync());
        Assert.Contains("Crud.cs:17", await report.Details.Locator(".column.asked .said").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Xunit.Sdk.EqualException", await report.Details.Locator(".column.asked .said details pre").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_shown_as_people_read_it()
    {
        await using var report = await OpenAsync(SampleResults.Merge(Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Ends_the_connection_s_transaction"), Ran.Pass("Crud.It_doesn_t_end"))));

        Assert.Equal(["Ends the connection's transaction", "It doesn't end"], await report.Page.Locator("#grid [data-row]:not(.subject) .name").AllTextContentsAsync());
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(1024, 768)]
    [InlineData(390, 844)]
    public async Task The_grid_is_on_the_first_screen(int width, int height)
    {
        await using var report = await chromium.OpenAsync(Write(SampleResults.Green()), new() { ViewportSize = new() { Width = width, Height = height } });

        Assert.InRange(await report.Page.EvaluateAsync<double>("() => document.getElementById('grid').getBoundingClientRect().top"), 0, height * 0.55);
    }

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_100, false)]
    public async Task Printing_and_the_browser_s_search_see_every_row_of_no_more_than_two_thousand(int behaviours, bool all)
    {
        await using var report = await OpenAsync(ManyResults.Of(behaviours));

        Assert.Equal(all, await report.Rows.CountAsync() == behaviours);
    }

    [Theory]
    [InlineData("https://git.example", "a/b", "c0ffee", "https://git.example/a/b/blob/c0ffee/")]
    [InlineData("javascript:alert(1)//", "a/b", "c0ffee", null)]
    [InlineData("https://git.example", "", "c0ffee", null)]
    public void Sources_are_linked_where_the_environment_names_them(string server, string repository, string commit, string? address) =>
        Assert.Equal(address, SourceLinks.Of(name => name switch { "GITHUB_SERVER_URL" => server, "GITHUB_REPOSITORY" => repository, _ => commit }));

    public void Dispose() => folder.Dispose();

    private static MatrixResults Kinds()
    {
        var error = System.Text.Json.Nodes.JsonNode.Parse("""{"error": "Syntax", "sqlState": "42000"}""");
        return SampleResults.Merge(
            Ran.Whole(Ran.Sqlite, Ran.Differs("Text.Answers", "it", 1), Ran.Differs("Text.Refuses", "it", 1), Ran.Differs("Text.Spells", "it", true), Ran.Differs("Crud.Spells", "it", 1.5), Ran.Differs("Crud.Agrees", "it", 1)),
            Ran.Whole(Ran.MySql, Ran.Differs("Text.Answers", "it", 2), Ran.Differs("Text.Refuses", "it", error), Ran.Differs("Text.Spells", "it", 1), Ran.Differs("Crud.Spells", "it", "1.50"), Ran.Differs("Crud.Agrees", "it", 1)));
    }

    private static async Task CompareAsync(OpenReport report)
    {
        await report.Page.SelectOptionAsync("#first", new SelectOptionValue { Label = "sqlite" });
        await report.Page.SelectOptionAsync("#second", new SelectOptionValue { Label = "mysql@9.7" });
    }

    private static async Task<string[]> DownloadAsync(OpenReport report, string button)
    {
        var download = await report.Page.RunAndWaitForDownloadAsync(() => report.Page.ClickAsync(button));
        return (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").Split('\n');
    }

    private Task<OpenReport> OpenAsync(MatrixResults results) => chromium.OpenAsync(Write(results));

    private string Write(MatrixResults results)
    {
        ReportFolder.Write(results, folder.Path, SampleResults.Wording(folder.Path), new(Assert.Fail));
        return folder.PathOf("report.html");
    }
}
