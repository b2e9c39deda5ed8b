using System.Reflection;
using System.Text.RegularExpressions;
using Matrix.Harness.Faults;
using Xunit;

namespace Matrix.Tests.Eng.Docs;

/// <summary>docs/reliability.md promises only what a test shows, and only exit codes that docs/results.md lists.</summary>
public sealed partial class ReliabilityTests
{
    private static readonly List<string[]> Rows =
    [
        .. File.ReadAllLines(Repository.PathOf("docs", "reliability.md")).Where(l => l.StartsWith('|'))
            .Select(l => Bar().Split(l.Trim('|')).Select(c => c.Trim()).ToArray()).Where(c => c[0] != "what happens" && !c[0].StartsWith("---", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_row_names_tests_that_there_are()
    {
        var tested = typeof(ReliabilityTests).Assembly.GetTypes().Where(t => t.GetMethods().Any(m => m.GetCustomAttributes<FactAttribute>().Any())).Select(t => t.Name).ToHashSet();

        Assert.NotEmpty(Rows);
        Assert.All(Rows, row =>
        {
            Assert.Equal(5, row.Length);
            var named = Code().Matches(row[4]).Select(m => m.Groups["text"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, n => Assert.Contains(n, tested));
        });
    }

    [Fact]
    public void Every_exit_code_is_documented()
    {
        var documented = File.ReadAllLines(Repository.PathOf("docs", "results.md")).Select(l => Regex.Match(l, @"^\| (\d+) \|")).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Contains(CrashReport.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), documented);
        Assert.All(Rows.SelectMany(r => Regex.Matches(r[2], @"\d+").Select(m => m.Value)), code => Assert.Contains(code, documented));
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`(?<text>[A-Za-z]+Tests)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
