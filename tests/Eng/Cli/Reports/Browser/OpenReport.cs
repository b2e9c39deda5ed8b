using Microsoft.Playwright;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Reports.Browser;

/// <summary>A report that is shown. What it complains of, and what it asks of the network, fails the test at the end.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    private OpenReport(IPage page) => Page = page;

    public IPage Page { get; }

    public ILocator Rows => Page.Locator("#grid [data-row]:not(.subject)");

    public ILocator Details => Page.Locator("dialog#details");

    public static async Task<OpenReport> OpenAsync(IPage page, string file)
    {
        var report = new OpenReport(page);
        page.PageError += (_, error) => report.complaints.Add(error);
        page.Console += (_, message) => report.complaints.Add(message.Text);
        page.Request += (_, request) => { if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) report.complaints.Add($"asks for {request.Url}"); };
        page.Dialog += (_, dialog) => { report.complaints.Add($"ran what an engine answered: {dialog.Message}"); _ = dialog.DismissAsync(); };
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return report;
    }

    /// <summary>How many behaviours the filters leave, as the page says.</summary>
    public async Task<string> CountAsync() => await Page.Locator("#count").TextContentAsync() ?? "";

    public ILocator Cell(string behaviour, string target) =>
        Page.Locator("#grid [data-row]", new() { HasText = behaviour }).Locator("[role=gridcell]", new() { HasText = $"{target}:" });

    /// <summary>What the page's content policy kept from running: no longer a complaint.</summary>
    public int Refused() => complaints.RemoveAll(c => c.Contains("Content Security Policy", StringComparison.Ordinal));

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    /// <summary>What has the focus, as a screen reader would call it.</summary>
    public Task<string> FocusedAsync() => Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label') || document.activeElement.id || [...document.activeElement.children].filter(c => c.ariaHidden !== 'true').map(c => c.textContent).join('')");

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(complaints);
    }
}
