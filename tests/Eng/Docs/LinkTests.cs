using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Matrix.Tests.Eng.Docs;

/// <summary>A link in the documentation leads to what is there.</summary>
public sealed partial class LinkTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static TheoryData<string> Pages =>
    [
        .. (string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f)).Order(StringComparer.Ordinal),
        .. Directory.EnumerateDirectories(Repository.PathOf("eng")).Where(d => File.Exists(Path.Combine(d, "README.md"))).Select(d => $"eng/{Path.GetFileName(d)}/README.md").Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page) => Assert.Empty(Dead(File.ReadAllText(Repository.PathOf(page)), Repository.PathOf(page)));

    [Theory]
    [InlineData("[a](nowhere.md)", "nowhere.md")]
    [InlineData("[a](running.md#no-such-heading) [b](running.md#time-outs)", "running.md#no-such-heading")]
    [InlineData("# Here\n[a](#here) [b](#there)", "#there")]
    [InlineData("| | |\n|---|---|\n| [a](ledger.md) | ![b](report.gif) |", "report.gif")]
    [InlineData("[a](https://example.com/nowhere) `[b](nowhere.md)`")]
    public void A_link_to_nothing_is_found(string markdown, params string[] dead) =>
        Assert.Equal(dead, Dead(markdown, Repository.PathOf("docs", "made-up.md")));

    private static List<string> Dead(string markdown, string page) =>
        [.. Markdown.Parse(markdown, Pipeline).Descendants<LinkInline>().Select(l => l.Url!).Where(u => !u.Contains("://", StringComparison.Ordinal) && !Leads(u, markdown, page))];

    private static bool Leads(string url, string markdown, string page)
    {
        var (path, anchor) = url.Split('#') is [var p, var a] ? (p, a) : (url, null);
        var file = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
        if (path.Length > 0 && !File.Exists(file) && !Directory.Exists(file))
            return false;
        return anchor is null || !file.EndsWith(".md", StringComparison.Ordinal) || Anchors(path.Length == 0 ? markdown : File.ReadAllText(file)).Contains(anchor);
    }

    // As GitHub makes them: in lower case, without punctuation, a hyphen for each space, and a number from the second of a name on.
    private static HashSet<string> Anchors(string markdown) => Markdown.Parse(markdown, Pipeline).Descendants<HeadingBlock>()
        .Select(h => NotInAnchors().Replace(string.Concat(h.Inline!.Descendants().Select(TextOf)).ToLowerInvariant(), "").Replace(' ', '-'))
        .GroupBy(a => a).SelectMany(g => g.Select((a, i) => i == 0 ? a : $"{a}-{i}")).ToHashSet();

    private static string TextOf(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    };

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
