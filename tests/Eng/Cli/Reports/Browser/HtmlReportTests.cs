using Deque.AxeCore.Playwright;
using Matrix.Cli.Merging;
using Matrix.Cli.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Reports.Browser;

public sealed class HtmlReportTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task What_is_red_comes_first_and_opens()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        Assert.Equal("✕5 cells are red", await report.Page.Locator("h1").TextContentAsync());
        Assert.Equal("6 behaviours on 4 targets  ·  engines disagree in 3  ·  1.25 s".Split("  ·  "), (await report.Page.Locator("#facts").TextContentAsync())!.Split("  ·  ")[..2].Append("1.25 s"));
        await report.Page.GetByRole(AriaRole.Button, new() { Name = "Crud: Inserts" }).ClickAsync();
        Assert.Equal("Inserts", await report.Details.Locator("h2").TextContentAsync());
    }

    [Fact]
    public async Task A_green_run_says_so_and_lists_nothing_red()
    {
        await using var report = await OpenAsync(SampleResults.Green());

        Assert.Equal("✓All green", await report.Page.Locator("h1").TextContentAsync());
        Assert.False(await report.Page.Locator("#red").IsVisibleAsync());
    }

    [Fact]
    public async Task A_cell_opens_to_the_targets_side_by_side()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Cell("Equality ignores case", "mysql@9.7").ClickAsync();

        var columns = report.Details.Locator(".column");
        Assert.Equal(["sqlite, postgres@18", "mysql@9.7", "postgres@17"], (await columns.Locator("h3").AllTextContentsAsync()).Select(h => h.Trim()));
        Assert.Equal(["false", "true"], await columns.Locator("dd").AllTextContentsAsync());
        Assert.Equal("Collations differ.", await report.Details.Locator(".reason").TextContentAsync());
        Assert.Equal("-- @p0='a', @p1='A'", (await columns.First.Locator(".parameters").TextContentAsync())!.Trim());
        Assert.Equal("1.5 ms, 1.5 ms", await columns.First.Locator(".times").TextContentAsync());
        Assert.Contains("asked", await columns.Nth(1).GetAttributeAsync("class"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_cell_has_its_error_the_ready_entry_and_the_command_that_runs_it_again()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Cell("Keeps what it is given", "mysql@9.7").ClickAsync();

        var column = report.Details.Locator(".column.asked");
        Assert.Contains(SampleResults.Hostile, await column.Locator(".error").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ["mysql -h 127.0.0.1 matrix_7", "\"Keeps_what_it_is_given\": {}", "eng/run.sh --backend mysql@9.7 --filter Text.Keeps_what_it_is_given"],
            await column.Locator(".copied pre").AllTextContentsAsync());
    }

    [Fact]
    public async Task What_engines_answered_is_shown_and_never_run()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Cell("Keeps what it is given", "sqlite").ClickAsync();

        Assert.Contains("</script><script>alert(1)</script>", await report.Details.Locator("dd").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await report.Page.Locator("script:not([id])").Filter(new() { HasText = "alert(1)" }).CountAsync());
    }

    [Theory]
    [InlineData("equality ignores", "1 of 6")]
    [InlineData("Equality_ignores", "1 of 6")]
    [InlineData("@p1='A'", "1 of 6")]
    [InlineData("Collations differ", "1 of 6")]
    [InlineData("EXPECTED: 1", "1 of 6")]
    [InlineData("zoë", "1 of 6")]
    [InlineData("nowhere to be found", "0 of 6")]
    public async Task A_text_is_looked_for_in_names_answers_errors_reasons_and_statements(string text, string count)
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Page.FillAsync("#text", text);

        Assert.Equal(count, await report.CountAsync());
    }

    [Fact]
    public async Task Verdict_subject_target_and_disagreement_filter_and_are_taken_back()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.Page.ClickAsync("[data-verdict=changed]");
        Assert.Equal("1 of 6", await report.CountAsync());
        await report.Page.ClickAsync("[data-verdict=fail]");
        Assert.Equal("2 of 6", await report.CountAsync());
        await report.Page.SelectOptionAsync("#subject", "Crud");
        Assert.Equal("1 of 6", await report.CountAsync());
        await report.Page.FillAsync("#text", "zzz");
        await report.Page.ClickAsync("#reset");
        Assert.Equal("6 of 6", await report.CountAsync());
        await report.Page.CheckAsync("#disagree");
        Assert.Equal("3 of 6", await report.CountAsync());
        foreach (var other in (string[])["mysql@9.7", "postgres@17"])
            await report.Page.Locator("#engines").GetByText(other, new() { Exact = true }).ClickAsync();
        Assert.Equal("2 of 6", await report.CountAsync());
        Assert.Equal(["Behaviour", "sqlite", "postgres@18"], await report.Page.Locator("#grid [role=columnheader]").AllTextContentsAsync());
    }

    [Fact]
    public async Task Everything_can_be_reached_by_keyboard()
    {
        await using var report = await OpenAsync(SampleResults.EveryKind());

        await report.PressAsync("/");
        Assert.Equal("Search names, answers, errors and SQL", await report.FocusedAsync());
        await report.Page.Keyboard.TypeAsync("equality");
        await report.PressAsync("Tab", "Tab", "Tab", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight");
        Assert.Equal("mysql@9.7: differs, true", await report.FocusedAsync());
        await report.PressAsync("Enter");
        Assert.Equal("details-title", await report.FocusedAsync());
        await report.PressAsync("Escape");
        Assert.False(await report.Details.IsVisibleAsync());
        Assert.Equal("mysql@9.7: differs, true", await report.FocusedAsync());
    }

    [Fact]
    public async Task A_behaviour_has_an_address()
    {
        var file = Write(SampleResults.EveryKind());
        await using var report = await chromium.OpenAsync(file);
        await report.Cell("Equality ignores case", "sqlite").ClickAsync();
        var address = report.Page.Url;
        await report.PressAsync("Escape");

        await report.Page.GotoAsync("about:blank");
        await report.Page.GotoAsync(address);

        Assert.EndsWith("#Text.Equality_ignores_case", address, StringComparison.Ordinal);
        Assert.Equal("Equality ignores case", await report.Details.Locator("h2").TextContentAsync());
    }

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_wrong(int width, int height, ColorScheme scheme)
    {
        await using var report = await chromium.OpenAsync(Write(SampleResults.EveryKind()), new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });

        var page = await report.Page.RunAxe();
        await report.Cell("Keeps what it is given", "mysql@9.7").ClickAsync();
        var details = await report.Page.RunAxe();

        Assert.Empty(page.Violations.Concat(details.Violations).Select(v => $"{v.Impact} {v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Select(n => n.Html).Take(3))}"));
        Assert.True(page.Passes.Length > 20, "Axe checked next to nothing.");
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        await using var report = await chromium.OpenAsync(Write(SampleResults.EveryKind()), new() { ViewportSize = new() { Width = 390, Height = 844 } });

        Assert.Equal(390, await report.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await report.Cell("Keeps what it is given", "mysql@9.7").ClickAsync();
        Assert.True(await report.Page.EvaluateAsync<bool>("() => { const body = document.getElementById('details-body'); return body.scrollWidth <= body.clientWidth; }"));
    }

    [Fact]
    public async Task Ten_thousand_behaviours_on_seven_targets_are_shown_and_filtered_at_once()
    {
        await using var report = await OpenAsync(ManyResults.Of(10_000));

        Assert.Equal("10,000 of 10,000", await report.CountAsync());
        Assert.InRange(await report.Rows.CountAsync(), 10, 80);
        await report.Page.FillAsync("#text", "number 9999");
        Assert.Equal("1 of 10,000", await report.CountAsync());
        await report.Page.FillAsync("#text", "");
        await report.Page.Locator("#grid [data-column='1']").First.FocusAsync();
        await report.PressAsync("Control+End");
        Assert.Equal(await report.Page.Locator("#grid").GetAttributeAsync("aria-rowcount"), await report.Rows.Last.GetAttributeAsync("aria-rowindex"));
    }

    public void Dispose() => folder.Dispose();

    private Task<OpenReport> OpenAsync(MatrixResults results) => chromium.OpenAsync(Write(results));

    private string Write(MatrixResults results)
    {
        ReportFolder.Write(results, folder.Path, SampleResults.Wording(folder.Path), new(Assert.Fail));
        return folder.PathOf("report.html");
    }
}
