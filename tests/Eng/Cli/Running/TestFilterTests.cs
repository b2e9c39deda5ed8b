using System.Diagnostics;
using Matrix.Cli.Running;
using Matrix.Harness;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

public sealed class TestFilterTests
{
    [Fact]
    public void Without_a_filter_everything_runs() => Assert.Empty(TestFilter.ArgumentsFor([]));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("(x: 1)")]
    public void An_empty_filter_is_an_error(string filter)
    {
        var e = Assert.Throws<MatrixException>(() => TestFilter.ArgumentsFor([filter]));

        Assert.Contains("selects nothing", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Asks xUnit itself: this very assembly's program lists what each filter selects.</summary>
    [Theory]
    [InlineData("FilterSample", "Alpha_one", "Alpha_two", "Beta_one", "Rows")]
    [InlineData("FilterSample.Alpha_one", "Alpha_one")]
    [InlineData("filtersample.alpha_one", "Alpha_one")]
    [InlineData("FilterSample.*one", "Alpha_one", "Beta_one")]
    [InlineData("FilterSample.Al*two", "Alpha_two")]
    [InlineData("Filter*ple.A*a_*o*e", "Alpha_one")]
    [InlineData("FilterSample.Rows(x: 1)", "Rows")]
    [InlineData("*terSamp*.*a_o*", "Alpha_one", "Beta_one")]
    [InlineData("FilterSample.**", "Alpha_one", "Alpha_two", "Beta_one", "Rows")]
    [InlineData("FilterSample.Alpha_(&|=!", new string[0])]
    [InlineData("FilterSample.a/b[c]", new string[0])]
    [InlineData("Alpha_two", "Alpha_two")]
    [InlineData("Sample=trait", "Beta_one")]
    [InlineData("Samp*=*ait", "Beta_one")]
    [InlineData("Sample=other", new string[0])]
    public async Task XUnit_selects_what_the_filter_says(string filter, params string[] methods)
    {
        var selected = await ListAsync(TestFilter.ArgumentsFor([filter]));

        Assert.Equal(methods, selected);
    }

    [Fact]
    public async Task Several_filters_add_up() =>
        Assert.Equal(["Alpha_one", "Rows"], await ListAsync(TestFilter.ArgumentsFor(["FilterSample.Alpha_one", "FilterSample.Rows"])));

    private static async Task<IReadOnlyList<string>> ListAsync(IEnumerable<string> arguments)
    {
        var assembly = typeof(TestFilterTests).Assembly.Location;
        using var program = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--xunit-list", "methods", .. arguments]) { RedirectStandardOutput = true })!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(program.ExitCode is 0 or 8, output);
        return [.. output.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith("Matrix.", StringComparison.Ordinal)).Select(l => l[(l.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal)];
    }
}
