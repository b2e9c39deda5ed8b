using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>A column of five characters, no fewer, that holds <c>ab</c>.</summary>
public sealed class FixedLengthText(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task It_is_read_with_its_padding()
    {
        await Add("ab");

        observe.Value("read by EF", await shop.TextProbes.Select(t => t.Padded).SingleAsync());
        observe.Value("written with trailing spaces", await ReadAfterWriting("cd   "));
    }

    [Fact]
    public async Task It_equals_the_text_without_padding()
    {
        await Add("ab");
        var spaced = "ab   ";

        Assert.Equal(1, await shop.TextProbes.CountAsync(t => t.Padded == "ab"));
        observe.Value("equals ab with spaces", await shop.TextProbes.CountAsync(t => t.Padded == spaced));
        observe.Value("StartsWith ab and a space", await shop.TextProbes.CountAsync(t => t.Padded!.StartsWith("ab ")));
        observe.Value("EndsWith b", await shop.TextProbes.CountAsync(t => t.Padded!.EndsWith("b")));
    }

    [Fact]
    public async Task Its_length_is_counted_without_padding_and_its_bytes_with_it()
    {
        await Add("ab");

        Assert.Equal(2, await shop.TextProbes.Select(t => t.Padded!.Length).SingleAsync());
        await ask.Query("OCTET_LENGTH", "SELECT OCTET_LENGTH(padded) FROM text_probes");
    }

    [Fact]
    public async Task Joined_to_another_text_it_loses_its_padding()
    {
        await Add("ab");

        Assert.Equal("ab!", await shop.TextProbes.Select(t => t.Padded + "!").SingleAsync());
    }

    [Fact]
    public async Task Too_long_a_text_is_refused()
    {
        await ask.Acceptance("six letters", "INSERT INTO text_probes (padded) VALUES ('abcdef')");
        await sql.Execute("INSERT INTO text_probes (padded) VALUES ('abcde ')");
    }

    private async Task<string?> ReadAfterWriting(string text)
    {
        await sql.Execute("DELETE FROM text_probes");
        await Add(text);
        return await shop.TextProbes.Select(t => t.Padded).SingleAsync();
    }

    private async Task Add(string text)
    {
        shop.TextProbes.Add(new TextProbe { Padded = text });
        await shop.SaveChangesAsync();
        shop.ChangeTracker.Clear();
    }
}
