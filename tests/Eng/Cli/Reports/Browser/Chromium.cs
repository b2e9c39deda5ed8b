using Microsoft.Playwright;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Reports.Browser;

/// <summary>A headless Chromium for the tests of a class. Without one they are skipped, and fail in CI.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Missing =
        "There is no Chromium to show the report in: install it (Debian: apt-get install chromium), or name one in MATRIX_CHROMIUM.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        playwright = await Playwright.CreateAsync();
        // Root, as in a container, has no sandbox to go into.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, ChromiumSandbox = !OperatingSystem.IsLinux() });
    }

    /// <summary>A page of its own, in a browser that knows no network and whose errors fail the test when it is disposed.</summary>
    internal async Task<OpenReport> OpenAsync(string file, BrowserNewContextOptions? options = null)
    {
        if (browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true" or "1", Missing);
            Assert.Fail(Missing);
        }

        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await context.SetOfflineAsync(true);
        return await OpenReport.OpenAsync(await context.NewPageAsync(), file);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MATRIX_CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"MATRIX_CHROMIUM names {named}, and there is no such file.");
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
