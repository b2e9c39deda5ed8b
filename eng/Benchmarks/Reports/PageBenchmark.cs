using System.Globalization;
using Microsoft.Playwright;

namespace Matrix.Benchmarks.Reports;

/// <summary>How soon <c>report.html</c> is there and filters, in a headless Chromium.</summary>
internal static class PageBenchmark
{
    private const string Filter = """
        async (text) => {
          const input = document.getElementById('text');
          const started = performance.now();
          input.value = text;
          input.dispatchEvent(new Event('input'));
          document.body.offsetHeight;
          return performance.now() - started;
        }
        """;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static async Task RunAsync(string page, TextWriter output)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(f => Names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        if (program is null)
        {
            await output.WriteLineAsync("the page was not measured: there is no chromium on the PATH");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program });
        var shown = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await shown.GotoAsync(new Uri(page).AbsoluteUri);
        var paint = await shown.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        var complete = await shown.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].domComplete");
        var filters = new List<double>();
        foreach (var text in (string[])["number_77", "products999", "nowhere", "a", "expected: 1", ""])
            filters.Add(await shown.EvaluateAsync<double>(Filter, text));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Chromium {browser.Version}: first paint {paint:0} ms, complete with the grid {complete:0} ms, a filter {filters.Order().ElementAt(filters.Count / 2):0} ms, the slowest {filters.Max():0} ms"));
    }
}
