using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Matrix.Cli.Summaries;
using Matrix.Harness.Text;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Text;

/// <summary>Whatever Matrix prints steers neither a terminal nor a CI service.</summary>
public sealed partial class PlainTextTests
{
    private static readonly string[] Pieces =
    [
        "::", ":", "#", "##", "[", "error::", "set-output name=a::b", "stop-commands::", "vso[", "teamcity[", "[error]", "##vso[task.complete]", "::add-mask::x", "##teamcity[a]",
        "\u001b[31m", "\u001b]0;title\u0007", "\0", "\a", "\b", "\r", "\n", "\r\n", "\t", " ", "\u00a0", "\u3000", "\u0085", "\u009b", "\u2028", "\u2029",
        "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\ud83d\ude00", "\ud83d", "\ude00", "\U000e0041", "\uffff", "é", "a", "Z9",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.Char.Select(c => c.ToString())).Array[0, 12].Select(string.Concat);

    [Fact]
    public void No_text_steers_anything() => Texts.Sample(text => Harmless(PlainText.Of(text)));

    [Fact]
    public void Pieces_that_are_harmless_alone_are_so_together() => Texts.Array[1, 5].Sample(pieces => Harmless(string.Concat(PlainText.Of(pieces))));

    [Fact]
    public void What_was_escaped_once_stays_as_it_is() => Texts.Sample(text => Assert.Equal(PlainText.Of(text), PlainText.Of(PlainText.Of(text))));

    [Fact]
    public void A_page_steers_nothing() => Texts.Array[1, 4].Sample(pieces =>
    {
        var page = new Page().Line([.. pieces.Select(p => (p, Tone.Plain))]).Block("  ", pieces[0]);

        Harmless(page.ToString());
    });

    [Fact]
    public void A_writer_steers_nothing_however_it_is_written_to() => Texts.Array[1, 6].Sample(lines =>
    {
        using var written = new StringWriter();
        using (var writer = new PlainWriter(written) { NewLine = "\n" })
        {
            foreach (var line in lines)
                writer.WriteLine(line);
        }

        Harmless(written.ToString());
    });

    [Theory]
    [InlineData("plain text, é 😀\r\n\tand more: a::b, x ## y, # [z]")]
    [InlineData("SELECT 'a'::text")]
    [InlineData("## A heading")]
    public void What_steers_nothing_stays_as_it_is(string text) => Assert.Equal(text, PlainText.Of(text));

    [Theory]
    [InlineData("::error::x", "\\u003a:error::x")]
    [InlineData("fine\n  ::stop-commands::x", "fine\n  \\u003a:stop-commands::x")]
    [InlineData("x ##vso[task.complete]", "x \\u0023#vso[task.complete]")]
    [InlineData("##[group]", "\\u0023#[group]")]
    [InlineData("\u001b[2J\u0007\0\u009b", "\\u001b[2J\\u0007\\u0000\\u009b")]
    [InlineData("a\rb", "a\\u000db")]
    [InlineData("abc\u202etxt.exe", "abc\\u202etxt.exe")]
    public void What_steers_is_seen(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));

    // Says by itself what steers: it shares nothing with the code that it checks.
    private static void Harmless(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            Assert.True(rune.Value is '\t' or '\n' or '\r' || category is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator), $"U+{rune.Value:X4} in {Shown(text)}");
            Assert.False(rune.Value is 0x61c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or (>= 0xe0000 and <= 0xe007f), $"U+{rune.Value:X4} in {Shown(text)}");
        }

        Assert.False(Regex.IsMatch(text, @"\r(?!\n)"), Shown(text));
        Assert.DoesNotMatch(HashCommand(), text);
        Assert.DoesNotContain(text.Split('\n'), l => l.TrimStart().StartsWith("::", StringComparison.Ordinal));
        for (var i = 0; i < text.Length; i++)
            Assert.True(!char.IsSurrogate(text[i]) || i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) || i > 0 && char.IsSurrogatePair(text[i - 1], text[i]), Shown(text));
    }

    private static string Shown(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"<{(int)c:x4}>"));

    [GeneratedRegex(@"##(\[|vso\[|teamcity\[)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HashCommand();
}
