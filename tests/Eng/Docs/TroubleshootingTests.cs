using System.Text.RegularExpressions;
using Xunit;

namespace Matrix.Tests.Eng.Docs;

/// <summary>docs/troubleshooting.md has a place for every error that Matrix prints.</summary>
public sealed partial class TroubleshootingTests
{
    private static readonly string Page = Spaces().Replace(File.ReadAllText(Repository.PathOf("docs", "troubleshooting.md")), " ");

    [Fact]
    public void Every_message_is_explained()
    {
        var messages = Sources("*.cs").SelectMany(f => ErrorTexts.In(File.ReadAllText(f)).Select(m => (File: Path.GetRelativePath(Repository.Root, f), Text: m))).ToList();

        var unexplained = messages.Where(m => !IsExplained(m.Text)).Select(m => $"{m.File}: {m.Text}").ToList();

        Assert.InRange(messages.Count, 100, 1000);
        Assert.True(unexplained.Count == 0, $"docs/troubleshooting.md has no place for:\n{string.Join('\n', unexplained)}");
    }

    [Fact]
    public void Every_code_of_the_build_is_explained()
    {
        var codes = Sources("*.targets").Concat(Sources("*.props")).SelectMany(f => Codes().Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct().Order().ToList();

        Assert.Equal(["MATRIX0001", "MATRIX0002", "MATRIX0003", "MATRIX0004", "MATRIX0005", "MATRIX0006"], codes);
        Assert.All(codes, c => Assert.Contains($"`{c}`", Page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""throw new MatrixException($"The {string.Join("; ", all)} has fallen over. " + "Set it up.");""", "has fallen over.")]
    [InlineData("""throw new SourceUnavailableException(path, isOld ? "it is older than the hills." : $"it {has} no name at all.", "Buy one.");""", "it is older than the hills.", "no name at all.")]
    [InlineData("""private static LedgerException Bad(string what) => new($"{what}: so it cannot be.");""", ": so it cannot be.")]
    [InlineData("""yield return new(Verdict.Fail, $"{label} has gone to the dogs");""", "has gone to the dogs")]
    [InlineData("""return Of(outcome, "cut off", "the test program went to the dogs");""", "the test program went to the dogs")]
    [InlineData("""public static string Strayed(string place, string? how) => (how is null ? "The test strayed. " : $"The test went {how} astray. ") + $"{place} is new.";""", "The test strayed.", "The test went")]
    public void A_message_without_a_place_is_found(string source, params string[] fragments)
    {
        var found = ErrorTexts.In(source).ToList();

        Assert.Equal(fragments, found);
        Assert.DoesNotContain(found, IsExplained);
    }

    private static bool IsExplained(string message) => Page.Contains(message.TrimStart(':', ' '), StringComparison.Ordinal);

    private static IEnumerable<string> Sources(string pattern) => Directory.EnumerateFiles(Repository.PathOf("eng"), pattern, SearchOption.AllDirectories)
        .Where(f => !Regex.IsMatch(f, @"[\\/](obj|Benchmarks)[\\/]")).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"MATRIX\d{4}")]
    private static partial Regex Codes();
}
