using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class TextLimits(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task Text_longer_than_its_column_is_refused() =>
        await ask.Outcome("eleven characters into ten", () => Add(new() { Limited = "12345678901" }));

    [Fact]
    public async Task A_column_s_length_counts_characters_not_bytes()
    {
        await Add(new() { Limited = "éééééééééé" });

        Assert.Equal("éééééééééé", await shop.TextProbes.AsNoTracking().Select(t => t.Limited).SingleAsync());
    }

    [Fact]
    public async Task Spaces_beyond_the_length_are_cut_off()
    {
        await Add(new() { Limited = "1234567890  " });

        observe.Value("what was stored", await sql.Column("SELECT limited FROM text_probes"));
    }

    [Fact]
    public async Task NUL_can_be_stored_in_text()
    {
        await ask.Outcome("a, NUL, b", () => Add(new() { Free = "a\0b" }));

        observe.Value("what was stored", await sql.Column("SELECT free FROM text_probes"));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused()
    {
        await ask.Outcome("a lone surrogate", () => Add(new() { Free = "a\ud83d" }));

        observe.Value("what was stored", await sql.Column("SELECT free FROM text_probes"));
    }

    [Fact]
    public async Task Text_beyond_the_basic_plane_is_kept()
    {
        await Add(new() { Free = "😀 𝒳" });

        Assert.Equal("😀 𝒳", await shop.TextProbes.AsNoTracking().Select(t => t.Free).SingleAsync());
    }

    [Fact]
    public async Task The_empty_text_is_not_NULL()
    {
        await Add(new() { Free = "" });

        Assert.Equal("", await shop.TextProbes.AsNoTracking().Select(t => t.Free).SingleAsync());
        Assert.False(await shop.TextProbes.AnyAsync(t => t.Free == null));
    }

    private Task<int> Add(TextProbe probe)
    {
        shop.TextProbes.Add(probe);
        return shop.SaveChangesAsync();
    }
}
