using Matrix.Cli.Summaries;
using Spectre.Console;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Summaries;

public sealed class ScreenTests
{
    [Fact]
    public void A_terminal_is_as_wide_as_it_says_and_keeps_a_line_for_the_prompt()
    {
        using var terminal = new FakeTerminal(97);

        Assert.Equal(new Screen(97, 23) { Show = Shown.Grid }, Screen.Of(terminal.Open(), new(Shown.Grid)));
    }

    [Fact]
    public void What_is_colored_is_as_was_said_wherever_it_goes()
    {
        Assert.Equal(ColorSystem.Standard, Screen.Open(ColorChoice.Always).Profile.Capabilities.ColorSystem);
        Assert.True(Screen.Open(ColorChoice.Always).Profile.Capabilities.Ansi);
        Assert.Equal(ColorSystem.NoColors, Screen.Open(ColorChoice.Never).Profile.Capabilities.ColorSystem);
    }

    [Theory]
    [InlineData("one two three four five six", 20, "one two three four", "  five six")]
    [InlineData("  in by two and then on", 20, "  in by two and then", "    on")]
    [InlineData("Customers.A_customer_is_read_back", 24, "Customers.A_customer_is_", "  read_back")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", 20, "abcdefghijklmnopqrst", "  uvwxyz")]
    [InlineData("short", 20, "short")]
    [InlineData("", 20, "")]
    [InlineData("two\nlines", 20, "two", "lines")]
    public void Text_is_broken_between_words_and_in_one_only_at_need(string text, int width, params string[] lines) => Assert.Equal(lines, TextWrap.Lines(text, width));

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(80)]
    public void Broken_text_loses_nothing_and_is_never_too_wide(int width)
    {
        const string Text = "Straße 東京東京東京東京東京東京東京 😀😀😀😀😀😀😀😀😀😀😀😀 a_long_name_that_does_not_fit_in_any_line_of_these and some words";

        var lines = TextWrap.Lines(Text, width).ToList();

        Assert.Equal(Text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(TextWrap.WidthOf(l), 1, width));
    }
}
